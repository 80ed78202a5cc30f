import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { callAws } from "../cli/awsCli";

/** Where a session forwards a port to. */
export interface Forwarding {
    readonly region: string;
    /** The host in the VPC, as Systems Manager names it. */
    readonly target: string;
    /** The database's endpoint and port, as the host sees them. */
    readonly host: string;
    readonly remotePort: number;
    /** The port of this machine. */
    readonly port: number;
}

/** An open session. */
export interface Session {
    /** Settles with a sentence when the session ends by itself. */
    readonly lost: Promise<string>;
    /** Ends the CLI, the plugin, and the session in AWS. Never throws. */
    readonly end: () => Promise<void>;
}

/** How long AWS and the plugin have to open the port, in milliseconds. */
const openLimitMs = 30_000;
/** How long the CLI and the plugin have to end after SIGTERM. */
const endLimitMs = 5000;

/** @throws Error if another program uses the port. */
export async function requireFreePort(port: number): Promise<void> {
    const server = createServer();
    try {
        server.listen(port, "127.0.0.1");
        await once(server, "listening");
    } catch {
        throw new Error(`--port: ${port}: another program of this machine uses it; choose a free one`);
    } finally {
        server.close();
    }
}

/**
 * Starts a session that forwards a port, and waits until the port is open.
 *
 * @throws Error if the session ends before that or takes too long, or the signal's reason. Nothing is left then.
 */
export async function openSession(forwarding: Forwarding, signal: AbortSignal): Promise<Session> {
    const { region, target, host, remotePort, port } = forwarding;
    const parameters = { host: [host], portNumber: [String(remotePort)], localPortNumber: [String(port)] };
    const child = spawn(
        "aws",
        [
            ...["ssm", "start-session", "--region", region, "--target", target],
            ...["--document-name", "AWS-StartPortForwardingSessionToRemoteHost"],
            ...["--parameters", JSON.stringify(parameters)],
        ],
        // In a process group of its own: Ctrl-C in psql cancels a statement and must not end the session, and one
        // signal reaches both the CLI and the plugin that it starts.
        { detached: true, stdio: ["ignore", "pipe", "pipe"] },
    );
    const printed = { all: "", errors: "" };
    child.stdout.on("data", (chunk: Buffer) => (printed.all += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (printed.errors += chunk.toString()));
    const ended = once(child, "close").then(
        () => `the session has ended: ${printed.errors.trim().split("\n").at(-1) || "AWS gave no reason"}`,
        (error: unknown) => `the session could not be started: ${String(error)}`,
    );
    const end = async () => {
        await endGroup(child, ended);
        const [, id] = /SessionId: (\S+)/.exec(printed.all) ?? [];
        if (id !== undefined) {
            // The plugin ends the session as well. This one is for a plugin that was killed.
            const args = ["ssm", "terminate-session", "--region", region, "--session-id", id];
            await callAws("end the session", args).catch(() => undefined);
        }
    };
    const opened = new AbortController();
    try {
        const limit = AbortSignal.any([signal, opened.signal, AbortSignal.timeout(openLimitMs)]);
        await Promise.race([untilOpen(port, limit), ended.then(refuse)]);
    } catch (error) {
        await end();
        signal.throwIfAborted();
        throw error instanceof Error && error.name === "TimeoutError"
            ? new Error(`the session opened no port within ${openLimitMs / 1000} s: ${printed.all.trim()}`)
            : error;
    } finally {
        opened.abort();
    }
    return { lost: ended, end };
}

function refuse(message: string): never {
    throw new Error(message);
}

/** Connects until somebody listens. The host needs an SSM Agent that serves one connection after the other. */
async function untilOpen(port: number, limit: AbortSignal): Promise<void> {
    for (;;) {
        const socket = connect(port, "127.0.0.1");
        try {
            await once(socket, "connect", { signal: limit });
            return;
        } catch {
            limit.throwIfAborted();
            await delay(100, undefined, { signal: limit }).catch(() => {
                limit.throwIfAborted();
            });
        } finally {
            socket.destroy();
        }
    }
}

/** Ends the CLI and the plugin. */
async function endGroup({ pid }: ChildProcess, ended: Promise<unknown>): Promise<void> {
    if (pid === undefined) return;
    for (const name of ["SIGTERM", "SIGKILL"] as const) {
        try {
            process.kill(-pid, name);
        } catch {
            // No process of the group is left.
            return;
        }
        const timer = new AbortController();
        await Promise.race([ended, delay(endLimitMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
        timer.abort();
    }
}
