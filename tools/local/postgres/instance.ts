import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type EndingStep, endProcess, hasEnded } from "../processes/endProcess";
import type { Account } from "./account";
import { removeLeftovers } from "./leftovers";
import { accountOptions, programEnvironment } from "./program";
import { meaningOf } from "./reasons";

/** One running PostgreSQL server. */
export interface Instance {
    /** Its port on 127.0.0.1. */
    readonly port: number;
    /**
     * Stops it, gracefully first, and removes its shared memory. Takes at most 12 seconds. Safe to call more than once.
     */
    stop(): Promise<void>;
}

/** The options of a server's start. */
export interface InstanceOptions {
    /** Full path of the program `postgres`. */
    readonly program: string;
    /** Its data folder, including the configuration. */
    readonly dataFolder: string;
    /** The file to which its log is appended. */
    readonly logFile: string;
    readonly account: Account | undefined;
    readonly signal?: AbortSignal | undefined;
}

const startTimeoutMs = 15_000;
const pollMs = 5;
/** Another program may take the port between the search and the server's start, so the start is retried. */
const portAttempts = 5;

/**
 * Starts a server on a free port and waits until it accepts connections.
 *
 * @throws with the end of the server's log if it does not accept connections within 15 seconds.
 */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
    for (let attempt = 1; ; attempt++) {
        options.signal?.throwIfAborted();
        const port = await findFreePort();
        const child = spawnServer(options, port);
        const exit = once(child, "exit").then(
            () => undefined,
            () => undefined,
        );
        const problem = await waitUntilReady(child, options);
        const stop = async (): Promise<void> => {
            await endProcess(child, exit, endingSteps);
            if (child.exitCode !== 0) await removeLeftovers(options);
        };
        if (problem === undefined) return { port, stop };
        await stop();
        options.signal?.throwIfAborted();
        const log = await readFile(options.logFile, "utf8");
        const isPortTaken = log.includes("could not create any TCP/IP sockets");
        if (isPortTaken && attempt < portAttempts) continue;
        throw new Error(meaningOf(log) ?? `PostgreSQL ${problem}; the end of its log:\n${lastLines(log, 20)}`);
    }
}

function spawnServer(options: InstanceOptions, port: number): ChildProcess {
    const log = openSync(options.logFile, "w");
    try {
        return spawn(options.program, ["-D", options.dataFolder, "-p", String(port)], {
            ...accountOptions(options.account),
            env: programEnvironment,
            cwd: "/",
            // In a process group of its own, so that Ctrl-C in the terminal does not stop the server before its
            // clients.
            detached: true,
            stdio: ["ignore", log, log],
        });
    } finally {
        closeSync(log);
    }
}

/** Returns undefined once the server accepts connections, otherwise the problem. */
async function waitUntilReady(child: ChildProcess, options: InstanceOptions): Promise<string | undefined> {
    let failure: string | undefined;
    child.on("error", (error) => {
        failure = `could not be run (${error.message}; is the folder on a file system mounted noexec? set TMPDIR)`;
    });
    const deadline = Date.now() + startTimeoutMs;
    while (Date.now() < deadline) {
        await delay(pollMs);
        if (options.signal?.aborted === true) return "was interrupted while it started";
        if (failure !== undefined) return failure;
        if (hasEnded(child)) return "ended while it started";
        // The last line of postmaster.pid is the server's state.
        const lines = await readFile(join(options.dataFolder, "postmaster.pid"), "utf8").catch(() => "");
        if (lines.split("\n")[7]?.trim() === "ready") return undefined;
    }
    return `was not ready after ${startTimeoutMs / 1000} seconds`;
}

/** Fast shutdown, then immediate shutdown (the server kills its children after 5 seconds), then SIGKILL. */
const endingSteps: readonly EndingStep[] = [
    ["SIGINT", 4_000],
    ["SIGQUIT", 6_000],
    ["SIGKILL", 2_000],
];

async function findFreePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    server.close();
    await once(server, "close");
    if (address === null || typeof address === "string") throw new Error("the system named no free TCP port");
    return address.port;
}

function lastLines(text: string, count: number): string {
    return text.trimEnd().split("\n").slice(-count).join("\n");
}
