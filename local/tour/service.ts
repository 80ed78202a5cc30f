import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { applicationVariables } from "../platform/applicationVariables";
import type { LocalPlatform } from "../platform/platform";
import type { Leftovers } from "../platform/startPlatform";
import { startGuard } from "../processes/guard";
import { mapping } from "../program/mapping";
import { projectFolder } from "../program/runProgram";

/** The application of `examples/application`, in a process of its own. */
export interface Service {
    readonly url: string;
    readonly processId: number;
    /** What it has printed on standard error: a line for each call that failed. */
    readonly log: readonly string[];
    /** Ends it as a container's runtime does. May be repeated. */
    stop(): Promise<void>;
}

/** How long it may take until it listens. Milliseconds. */
const startLimitMs = 20_000;

/** How long it may take to end what it has begun, before it is killed. Milliseconds. */
const endLimitMs = 3000;

/** What {@link startService} starts. */
export const serviceFile = join(projectFolder, "examples/application/main.mjs");

/**
 * Starts the service where it finds the platform, with the credentials of `experiment-service` and no password.
 *
 * @param cleanUp gets what ends it, as soon as there is something to end.
 * @param changes to its environment, for tests.
 */
export async function startService(
    platform: Pick<LocalPlatform, "aws" | "database" | "program">,
    { cleanUp }: Pick<Leftovers, "cleanUp">,
    changes: Readonly<Record<string, string>> = {},
): Promise<Service> {
    const folder = await mkdtemp(join(tmpdir(), "local-service-"));
    const guard = startGuard(folder, { idFile: "process.id", signal: "KILL" });
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
            // Node.js hands this one on by itself where it is not named.
            NODE_V8_COVERAGE: undefined,
        },
        // In a group of its own: Ctrl-C in the terminal is the tour's, which ends the service itself.
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = once(child, "close");
    const stop = () => endService(child, ended);
    cleanUp.push(stop);
    await once(child, "spawn");
    await keepProcessId(folder, child);
    const log: string[] = [];
    createInterface({ input: child.stderr }).on("line", (line) => log.push(line));
    return { url: await listening(child, log), processId: child.pid ?? 0, log, stop };
}

/** For the guard, which ends the process in case that this program is killed. */
async function keepProcessId(folder: string, { pid }: ChildProcess): Promise<void> {
    await mkdir(join(folder, "service"));
    await writeFile(join(folder, "service/process.id"), String(pid));
}

/** Waits for the line in which it says where it listens. */
async function listening(
    { stdout }: { readonly stdout: NodeJS.ReadableStream },
    log: readonly string[],
): Promise<string> {
    const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
    const limit = new AbortController();
    const late = delay(startLimitMs, { done: true } as const, { signal: limit.signal }).catch(
        () => ({ done: true }) as const,
    );
    const line = await Promise.race([lines.next(), late]);
    limit.abort();
    if (line.done === true) {
        throw new Error(`the application did not start: ${log.join("\n")}`);
    }
    return String(mapping(JSON.parse(line.value)).listening);
}

async function endService(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
    child.kill("SIGTERM");
    const limit = new AbortController();
    const late = delay(endLimitMs, "late", { signal: limit.signal }).catch(() => undefined);
    if ((await Promise.race([ended, late])) === "late") child.kill("SIGKILL");
    limit.abort();
    await ended;
}
