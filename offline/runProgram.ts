import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { exampleAccount } from "./exampleAccount";
import { keepOutputs } from "./keepOutputs";
import { toRecord } from "./toRecord";
import { programMocks, type MockOptions } from "./mocks";
import { recordRegistrations, type Registration } from "./registrations";
import type { RegisteredResource } from "./registeredResource";
import { serialisingOnce } from "./serialiseOnce";
import { readStackConfig } from "./stackConfig";
import { warningsOf } from "./warnings";
import type { Zone } from "./zones";

/** The project's root: `index.ts`, `Pulumi.yaml` and the stack files. */
export const projectFolder = path.resolve(__dirname, "..");

/** How the program is run. */
export interface RunOptions {
    /** The stack whose file configures the program, for instance `dev`. */
    readonly stack: string;
    /** The stack's name where it is not its file's. Default: `stack`. */
    readonly stackName?: string;
    /** Full keys that replace the file's, as text; an undefined value takes a key away. */
    readonly config?: Readonly<Record<string, string | undefined>>;
    /** The account's zones. Default: `standardZones` of the stack's region and `zoneNames`. */
    readonly zones?: readonly Zone[];
    /** Whether what a provider computes is unknown, as in `pulumi preview`. Default: false. */
    readonly preview?: boolean;
    /** The outputs of the stacks that the program refers to. Default: an example's, of the stack that `networkStack` names. */
    readonly stackOutputs?: MockOptions["stackOutputs"];
    /** What to run in the place of `index.ts`. Its result's properties are the stack's outputs. */
    readonly program?: () => unknown;
    /** Whether functions are serialised that were in an earlier run of the process. Default: false, for speed. */
    readonly serialiseAnew?: boolean;
}

/** What the program did. */
export interface ProgramRun {
    readonly region: string;
    /** Everything that was registered, in that order. */
    readonly resources: readonly RegisteredResource[];
    /** The stack's outputs; those that are unknown in a preview are left out. */
    readonly outputs: Readonly<Record<string, unknown>>;
    /** What it warned of, in that order. */
    readonly warnings: readonly string[];
    /** What was assumed of what is not known offline, a sentence each. */
    readonly assumptions: readonly string[];
}

/**
 * Runs the program offline, under Pulumi's own mock monitor, with the stack's real configuration. One run at a time in
 * a process: Pulumi's run-time state is the process's.
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
    const { region } = example;
    const { zones = example.zones, stackOutputs = example.stackOutputs } = options;
    const assumptions = options.stackOutputs === undefined ? example.assumptions : [];
    const mocks = programMocks({ region, zones, preview, stackOutputs });
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
 * Runs a program that is a module as Pulumi's language host does, again where it ran before: the module is a function
 * that registers and returns the stack's outputs, or registers while it is loaded and exports them. What it imports
 * stays loaded, and must not read configuration while it is.
 *
 * @param file from the project's folder. Default: `index.ts`.
 */
export async function loadProgram(file = "index.ts"): Promise<unknown> {
    const program = path.join(projectFolder, file);
    Reflect.deleteProperty(require.cache, program);
    const loaded: unknown = await import(program);
    const { default: main, ...outputs } = toRecord(loaded);
    return typeof main === "function" ? await Reflect.apply(main, undefined, []) : outputs;
}

/**
 * Runs something with stack traces of one line, as Node.js writes them. Pulumi takes one with each of its promises:
 * whole ones, led back to TypeScript, would be half of a run's time.
 */
export async function withPlainStacks<T>(run: () => Promise<T>): Promise<T> {
    const { stackTraceLimit } = Error;
    const mapped = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    Reflect.deleteProperty(Error, "prepareStackTrace");
    Error.stackTraceLimit = 1;
    try {
        return await run();
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
        if (mapped !== undefined) {
            Object.defineProperty(Error, "prepareStackTrace", mapped);
        }
    }
}

/**
 * Runs to the end, or to the first error. What fails within an `apply` is reported by Pulumi as an unhandled rejection
 * alone, and whatever waits for it would wait for ever.
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
        process.removeAllListeners("unhandledRejection");
        for (const other of others) {
            process.on("unhandledRejection", other);
        }
        // What failed in one place may be about to fail in another, which would end the process before it has said why.
        if (isFailed && others.length === 0) {
            process.on("unhandledRejection", () => undefined);
        }
    }
}

function withoutUndefined(values: Record<string, string | undefined>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(values).flatMap(([key, value]): [string, string][] =>
            value === undefined ? [] : [[key, value]],
        ),
    );
}
