import { spawn } from "node:child_process";
import { once } from "node:events";
import { exampleAccount } from "../../offline/exampleAccount";
import { programMocks } from "../../offline/mocks";
import { readStackConfig } from "../../offline/stackConfig";
import { startMonitor } from "./monitor";

/** The result of a program that Pulumi's own starter ran. */
export interface Started {
    /** The registered resources, without the stack's own. */
    readonly resources: number;
    /** From the start of the process to its last registration, in milliseconds. */
    readonly registeredMs: number;
    /** The highest resident memory of the process. */
    readonly peakBytes: number;
    /** The process's standard output. */
    readonly printed: string;
}

/** The options of a start. */
export interface StartOptions {
    readonly stack: string;
    /** The folder with the `Pulumi.yaml` and the stack file to use. Default: the program's own. */
    readonly configuration?: string;
    readonly signal?: AbortSignal;
}

/** Sends the highest resident memory of the process, in kibibytes, when it ends. */
const reportsMemory = `data:text/javascript,process.on("exit",()=>process.send(process.resourceUsage().maxRSS))`;

/**
 * Runs the program in a folder as the Node.js language host of `pulumi preview` does: through `cmd/run` of
 * @pulumi/pulumi, with the host's arguments and variables. A resource monitor with the mocks takes the engine's place.
 *
 * @throws if the program fails, with the errors that it reported.
 */
export async function startByPulumi(
    folder: string,
    { stack, configuration = folder, signal }: StartOptions,
): Promise<Started> {
    const { project, values } = readStackConfig(configuration, stack);
    const mocks = programMocks({ ...exampleAccount(values, project), preview: true });
    let registeredMs = 0;
    let resources = 0;
    const monitor = await startMonitor({ project, stack }, mocks, () => {
        registeredMs = performance.now() - started;
        resources += 1;
    });
    const host = ["--project", project, "--stack", stack, "--pwd", folder, "--monitor", monitor.address, "--dry-run"];
    const starter = require.resolve("@pulumi/pulumi/cmd/run");
    const started = performance.now();
    const child = spawn(
        process.execPath,
        ["--import", reportsMemory, starter, ...host, "--engine", monitor.address, "."],
        {
            env: {
                PATH: process.env.PATH,
                PULUMI_NODEJS_TYPESCRIPT: "true",
                PULUMI_CONFIG: JSON.stringify(values),
                PULUMI_CONFIG_SECRET_KEYS: "[]",
            },
            stdio: ["ignore", "pipe", "pipe", "ipc"],
            ...(signal && { signal }),
            timeout: longestMs,
        },
    );
    let printed = "";
    let complained = "";
    let peakBytes = 0;
    child.stdout?.on("data", (data: Buffer) => (printed += data.toString()));
    child.stderr?.on("data", (data: Buffer) => (complained += data.toString()));
    child.on("message", (kibibytes) => (peakBytes = Number(kibibytes) * 1024));
    try {
        await once(child, "close");
        const code = child.exitCode;
        if (code !== 0) {
            throw new Error(
                `the program of ${stack} ended with ${String(code)}: ${monitor.errors.join("\n")}${complained}`,
            );
        }
        return { resources, registeredMs, peakBytes, printed };
    } finally {
        monitor.stop();
    }
}

/** Many times the duration on a slow machine. */
const longestMs = 120_000;
