import { startRegisteredFunction } from "../local/platform/functions";
import { functionNames } from "../local/platform/platform";
import { outputText, resourceOf } from "../local/platform/resources";
import { toRecord } from "../../offline/toRecord";
import type { DriverRequest } from "./child/messages";
import type { BenchFiles, Code } from "./files";
import type { CleanUp } from "../local/platform/cleanUp";
import type { Surroundings } from "./surroundings";

/** Code in a process of its own, with the environment, memory and surroundings of a registered function. */
export interface Subject {
    /** Loads the code, and answers how long that took in milliseconds. */
    load(): Promise<number>;
    /** Calls the code, one call after another, and answers how long each took in milliseconds. */
    call(event: unknown, options?: CallOptions): Promise<readonly number[]>;
    /** Ends the process; the next request starts a fresh one. */
    end(): Promise<void>;
    /** The most memory that any of its processes has had. */
    readonly peakBytes: number;
}

/** How code is called. */
export interface CallOptions {
    /** Default: once. */
    readonly times?: number;
    /** How many rows each answer must hold. Default: it is no answer of rows. */
    readonly rows?: number;
}

/** What all subjects of a run share. */
export interface Bench {
    readonly surroundings: Surroundings;
    readonly files: BenchFiles;
    readonly signal: AbortSignal;
    readonly cleanUp: CleanUp;
}

/** Starts a process in the place of a registered function: the artifact itself, or a baseline that stands in for it. */
export async function startSubject(
    { surroundings, files, signal, cleanUp }: Bench,
    name: keyof typeof functionNames,
    code: Code,
): Promise<Subject> {
    const { program, database, aws } = surroundings;
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
            hostMap: database.hostMap,
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
            // The process is gone instead of answering, which is what was wanted.
            await started.invoke({ action: "exit" } satisfies DriverRequest, { signal });
        },
        get peakBytes() {
            return started.peakResidentBytes;
        },
    };
}

function numbersOf(value: unknown): number[] {
    return Array.isArray(value) ? value.map(Number) : [];
}
