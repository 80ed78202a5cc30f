import * as path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { exampleAccount } from "./exampleAccount";
import { keepOutputs } from "./keepOutputs";
import { type MockOptions, programMocks } from "./mocks";
import type { RegisteredResource } from "./registeredResource";
import { recordRegistrations, type Registration } from "./registrations";
import { serialisingOnce } from "./serialiseOnce";
import { readStackConfig } from "./stackConfig";
import { toRecord } from "./toRecord";
import { warningsOf } from "./warnings";
import type { Zone } from "./zones";

/** The project's root: `index.ts`, `Pulumi.yaml` and the stack files. */
export const projectFolder = path.resolve(__dirname, "..");

/** Options of a run. */
export interface RunOptions {
    /** The stack whose file configures the program, for instance `dev`. */
    readonly stack: string;
    /** The stack's name if it differs from its file's. Default: `stack`. */
    readonly stackName?: string;
    /** Full keys that replace the file's, as text; an undefined value removes a key. */
    readonly config?: Readonly<Record<string, string | undefined>>;
    /** The account's zones. Default: `standardZones` of the stack's region and `zoneNames`. */
    readonly zones?: readonly Zone[];
    /** Whether computed outputs are unknown, as in `pulumi preview`. Default: false. */
    readonly preview?: boolean;
    /**
     * The outputs of the stacks that the program refers to. Default: examples for the stack that `networkStack` names.
     */
    readonly stackOutputs?: MockOptions["stackOutputs"];
    /** What RDS says about the clusters that exist already. Default: a source that fits the configured restore. */
    readonly clusters?: MockOptions["clusters"];
    /** What RDS says about snapshots of clusters. Default: one that fits the configured restore. */
    readonly snapshots?: MockOptions["snapshots"];
    /** What RDS says about subnet groups. Default: there is none. */
    readonly subnetGroups?: MockOptions["subnetGroups"];
    /** What KMS says about keys. Default: there is none. */
    readonly keys?: MockOptions["keys"];
    /**
     * A program to run instead of `index.ts`. The properties of its result are the stack's outputs. If it has functions
     * of its own for Lambda, `serialiseAnew` must be set.
     */
    readonly program?: () => unknown;
    /**
     * Whether to serialise functions again that an earlier run of the process serialised. Default: false, for speed.
     */
    readonly serialiseAnew?: boolean;
}

/** The result of a run. */
export interface ProgramRun {
    readonly region: string;
    /** The registered resources, in the order of registration. */
    readonly resources: readonly RegisteredResource[];
    /** The stack's outputs. A preview leaves unknown ones out. */
    readonly outputs: Readonly<Record<string, unknown>>;
    /** The program's warnings, in their order. */
    readonly warnings: readonly string[];
    /** Assumptions about facts that are not known offline, a sentence each. */
    readonly assumptions: readonly string[];
}

/**
 * Runs the program offline, on Pulumi's own mock monitor, with the stack's real configuration. Only one run at a time
 * is possible in a process, because Pulumi's run-time state belongs to the process.
 *
 * @throws the program's first error, thrown or rejected.
 */
export async function runProgram(options: RunOptions): Promise<ProgramRun> {
    return await withPlainStacks(() =>
        options.serialiseAnew === true ? run(options) : serialisingOnce(() => run(options)),
    );
}

async function run(options: RunOptions): Promise<ProgramRun> {
    const { project, values } = readStackConfig(projectFolder, options.stack);
    const config = withoutUndefined({ ...values, ...options.config });
    const preview = options.preview ?? false;
    const registrations: Registration[] = [];
    const example = exampleAccount(config, project);
    const { region, sourceNames } = example;
    const { zones = example.zones, stackOutputs = example.stackOutputs } = options;
    const { clusters = example.clusters, snapshots = example.snapshots, subnetGroups, keys } = options;
    const assumptions = options.stackOutputs === undefined ? example.assumptions : [];
    const found = { clusters, snapshots, subnetGroups, keys };
    const mocks = programMocks({ region, zones, preview, stackOutputs, ...found, sourceNames });
    await pulumi.runtime.setMocks(mocks, project, options.stackName ?? options.stack, preview);
    keepOutputs();
    pulumi.runtime.setAllConfig(config, []);
    recordRegistrations(registrations);

    const outputs: Record<string, unknown> = {};
    const program = async () => {
        const exported = await (options.program ?? loadProgram)();
        for (const [name, value] of Object.entries(toRecord(exported))) {
            if (pulumi.Output.isInstance(value)) {
                value.apply((known: unknown) => {
                    outputs[name] = known;
                });
            } else {
                outputs[name] = value;
            }
        }
        await pulumi.runtime.disconnect();
    };
    const warnings = await warningsOf(() => untilFirstError(program));
    const resources = registrations.map((registration) => mocks.complete(registration));
    return { region, resources, outputs, warnings, assumptions };
}

/**
 * Runs a module as a program, as Pulumi's language host does, also if it ran before in this process. The module exports
 * a function that registers resources and returns the stack's outputs, or it registers while it is loaded and exports
 * the outputs. The modules that it imports stay loaded, so they must not read configuration while they are loaded.
 *
 * @param file the path from the project's folder. Default: `index.ts`.
 */
export async function loadProgram(file = "index.ts"): Promise<unknown> {
    const program = path.join(projectFolder, file);
    Reflect.deleteProperty(require.cache, program);
    const loaded: unknown = await import(program);
    const { default: main, ...outputs } = toRecord(loaded);
    return typeof main === "function" ? await Reflect.apply(main, undefined, []) : outputs;
}

/**
 * Runs a function without stack traces. Pulumi takes one for each of its promises: mapped to TypeScript, they would
 * take half of a run's time, and with a single line each a fifth.
 */
export async function withPlainStacks<T>(run: () => Promise<T>): Promise<T> {
    const mapped = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    const limited = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
    Reflect.deleteProperty(Error, "prepareStackTrace");
    // An accessor: V8 captures no trace, and Pulumi cannot raise the limit for the position of each resource.
    Object.defineProperty(Error, "stackTraceLimit", { configurable: true, get: () => 0, set: () => undefined });
    try {
        return await run();
    } finally {
        if (limited !== undefined) Object.defineProperty(Error, "stackTraceLimit", limited);
        if (mapped !== undefined) Object.defineProperty(Error, "prepareStackTrace", mapped);
    }
}

/**
 * Runs to the end, or to the first error. Pulumi reports a failure within an `apply` only as an unhandled rejection,
 * and code that waits for the result would wait for ever.
 */
async function untilFirstError(run: () => Promise<void>): Promise<void> {
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    let isFailed = true;
    try {
        await new Promise<void>((resolve, reject) => {
            process.on("unhandledRejection", reject);
            // Rejections are reported a turn after they happen.
            run().then(() => setImmediate(resolve), reject);
        });
        isFailed = false;
    } finally {
        if (isFailed) {
            await untilRegistered();
        }
        process.removeAllListeners("unhandledRejection");
        for (const other of others) {
            process.on("unhandledRejection", other);
        }
        // A second failure may follow the first. Unhandled, it would end the process before the first is reported.
        if (isFailed && others.length === 0) {
            process.on("unhandledRejection", () => undefined);
        }
    }
}

/** Waits until a failed program's resources are registered. Otherwise they would reach the mocks of the next run. */
async function untilRegistered(): Promise<void> {
    const registered = new AbortController();
    await Promise.race([
        pulumi.runtime.disconnect().catch(() => undefined),
        delay(longestRegistration, undefined, { signal: registered.signal }).catch(() => undefined),
    ]);
    registered.abort();
}

/** A registration on the mocks takes milliseconds, but one that waits for a failed value never ends. */
const longestRegistration = 2000;

function withoutUndefined(values: Record<string, string | undefined>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(values).flatMap(([key, value]): [string, string][] =>
            value === undefined ? [] : [[key, value]],
        ),
    );
}
