import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import { applicationVariables } from "../platform/applicationVariables";
import type { LocalPlatform } from "../platform/platform";
import type { Leftovers } from "../platform/startPlatform";
import { type EndingStep, endProcess } from "../processes/endProcess";
import { startGuard } from "../processes/guard";

/** The application of `examples/application`, in a process of its own. */
export interface Service {
    readonly url: string;
    readonly processId: number;
    /** Its standard error: one line for each failed call. */
    readonly log: readonly string[];
    /** Stops it as a container's runtime does. Safe to call more than once. */
    stop(): Promise<void>;
}

/** How a service is started. */
export interface ServiceOptions {
    /** Ends the service at once when aborted, even during its start. */
    readonly signal?: AbortSignal;
    /** Variables that are added to the platform's, or replace them; undefined removes one. */
    readonly changes?: Readonly<Record<string, string | undefined>>;
}

/** Time-out of the start, in milliseconds. */
const startLimitMs = 20_000;

/** Grace period for running calls before it is killed. */
const endingSteps: readonly EndingStep[] = [
    ["SIGTERM", 3000],
    ["SIGKILL", 2000],
];

/** The arguments of {@link startService}. */
const serviceFile = join(projectFolder, "examples/application/main.mjs");

/**
 * Starts the service with the platform's addresses, the credentials of `experiment-service`, and no password.
 *
 * @param cleanUp receives the function that stops it, as soon as there is something to stop.
 * @param options its interruption, and changes to its environment.
 */
export async function startService(
    platform: Pick<LocalPlatform, "aws" | "database" | "program">,
    { cleanUp }: Pick<Leftovers, "cleanUp">,
    { signal, changes }: ServiceOptions = {},
): Promise<Service> {
    signal?.throwIfAborted();
    const folder = await mkdtemp(join(tmpdir(), "local-service-"));
    const idFile = join(folder, "service", "process.id");
    await mkdir(join(folder, "service"));
    const guard = startGuard(folder, { idFile: basename(idFile), signal: "KILL" });
    cleanUp.push(async () => {
        await rm(folder, { recursive: true, force: true });
        await guard.release();
    });
    const child = spawn(process.execPath, [serviceFile], {
        cwd: folder,
        env: {
            AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
            ...applicationVariables(platform),
            PORT: "0",
            ...changes,
            // Node.js passes this variable to child processes unless it is set here.
            NODE_V8_COVERAGE: undefined,
        },
        // In a process group of its own: on Ctrl-C in the terminal, the tour stops the service itself.
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
    });
    // From then on, the system may give the id to another process, which the guard must not end.
    const ended = once(child, "close").finally(() => rm(idFile, { force: true }));
    const kill = () => child.kill("SIGKILL");
    signal?.addEventListener("abort", kill, { once: true });
    const stop = async (): Promise<void> => {
        await endProcess(child, ended, endingSteps);
        await ended;
    };
    cleanUp.push(stop);
    const log: string[] = [];
    createInterface({ input: child.stderr }).on("line", (line) => log.push(line));
    const said = once(createInterface({ input: child.stdout }), "line");
    if (child.pid !== undefined) await writeFile(idFile, String(child.pid));
    if (signal?.aborted === true) kill();
    return { url: await listening(said, ended, log), processId: child.pid ?? 0, log, stop };
}

/** Waits for the line that names the service's address, until the service ends or the time-out expires. */
async function listening(
    said: Promise<readonly unknown[]>,
    ended: Promise<unknown>,
    log: readonly string[],
): Promise<string> {
    const limit = new AbortController();
    const late = delay(startLimitMs, undefined, { signal: limit.signal }).catch(() => undefined);
    const line = await Promise.race([said, ended.then(() => undefined), late]);
    limit.abort();
    if (line === undefined) {
        throw new Error(`the application did not start: ${log.join("\n")}`);
    }
    return String(toRecord(JSON.parse(String(line[0]))).listening);
}
