import { toRecord } from "../../offline/toRecord";
import type { HostMap } from "../local/lambda/runtime/messages";
import type { Proxy } from "../local/network/proxy";
import type { CleanUp } from "../local/platform/cleanUp";
import { startRegisteredFunction } from "../local/platform/functions";
import { functionNames } from "../local/platform/platform";
import { outputText, resourceOf } from "../local/platform/resources";
import type { DriverRequest } from "./child/messages";
import type { BenchFiles, Code } from "./files";
import type { Surroundings } from "./surroundings";

/** Code in a process of its own, with the environment, memory and endpoints of a registered function. */
export interface Subject {
    /** Loads the code. Returns the duration in milliseconds. */
    load(): Promise<number>;
    /** Calls the code, one call after another. Returns the durations in milliseconds. */
    call(event: unknown, options?: CallOptions): Promise<readonly number[]>;
    /** Ends the process. The next request starts a new one. */
    end(): Promise<void>;
    /** The highest resident memory of any of its processes. */
    readonly peakBytes: number;
}

/** The options of a call. */
export interface CallOptions {
    /** Number of calls. Default: 1. */
    readonly times?: number;
    /** Number of rows that each response must hold. Default: the response has no rows. */
    readonly rows?: number;
}

/** The objects that all subjects of a run share. */
export interface Bench {
    readonly surroundings: Surroundings;
    readonly files: BenchFiles;
    readonly signal: AbortSignal;
    readonly cleanUp: CleanUp;
}

/**
 * Starts a process in place of a registered function, with the artifact itself or a baseline.
 *
 * @param proxy its way to the database. Default: a direct one.
 */
export async function startSubject(
    { surroundings, files, signal, cleanUp }: Bench,
    name: keyof typeof functionNames,
    code: Code,
    proxy?: Proxy,
): Promise<Subject> {
    const { program, database, aws } = surroundings;
    const { hostMap } = database;
    const resource = resourceOf(program.resources, "aws:lambda/function:Function", functionNames[name]);
    const [file = ""] = outputText(resource, "handler").split(".");
    const archive = { assets: { [`${file}.js`]: { path: files.driver } } };
    const log: string[] = [];
    const started = await startRegisteredFunction(
        { ...resource, inputs: { ...resource.inputs, code: archive } },
        {
            awsUrl: aws.endpoints.url,
            region: aws.region,
            principals: aws.account.principals,
            caFile: database.server.caFile,
            hostMap: proxy === undefined ? hostMap : through(proxy, hostMap),
            onLog: (line) => log.splice(0, log.length, line),
        },
    );
    cleanUp.push(() => started.stop());

    async function ask(request: DriverRequest): Promise<readonly number[]> {
        const result = await started.invoke(request, { signal });
        if (!result.ok) {
            const lastLine = log.map((line) => `\nIts last log line: ${line}`).join("");
            throw new Error(`${code.handler} failed: ${result.errorType}: ${result.errorMessage}${lastLine}`);
        }
        return numbersOf(toRecord(result.payload).milliseconds);
    }

    return {
        load: async () => {
            const { folder, handler } = code;
            const [milliseconds = Number.NaN] = await ask({ action: "load", folder, handler });
            return milliseconds;
        },
        call: (event, { times = 1, rows } = {}) => ask({ action: "call", event, times, rows: rows ?? null }),
        end: async () => {
            // The process exits without a response, so the invocation fails as intended.
            await started.invoke({ action: "exit" } satisfies DriverRequest, { signal });
        },
        get peakBytes() {
            return started.peakResidentBytes;
        },
    };
}

function through({ port }: Proxy, hostMap: HostMap): HostMap {
    return Object.fromEntries(Object.entries(hostMap).map(([host, { address }]) => [host, { address, port }]));
}

function numbersOf(value: unknown): number[] {
    return Array.isArray(value) ? value.map(Number) : [];
}
