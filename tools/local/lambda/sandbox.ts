import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { toRecord } from "../../../offline/toRecord";
import type { FunctionError, Reply, Request } from "./runtime/messages";

/** The name of the file in the runtime's folder that holds the id of the process while it runs. */
export const processIdFile = "process.id";

/** How a process for a function is started. */
export interface SandboxOptions {
    readonly nodeExecutable: string;
    /** The folder that `writeRuntime` made. The process's id is kept there, for the guard. */
    readonly runtimeFolder: string;
    /** Its working folder, which holds the code. */
    readonly taskRoot: string;
    /** Its whole environment. */
    readonly environment: Readonly<Record<string, string>>;
    /** The limit of V8's heap in MB. Buffers are outside of it. */
    readonly memoryMb: number;
    readonly onLog: (line: string) => void;
}

/** How waiting for a reply ended. */
export type Outcome =
    | { readonly kind: "replied"; readonly reply: Reply }
    | { readonly kind: "ended"; readonly code: number | null; readonly signal: string | null }
    | { readonly kind: "timedOut" };

/** One process that runs a function. */
export interface Sandbox {
    readonly processId: number | undefined;
    /** False as soon as the process has ended. */
    readonly isAlive: boolean;
    /** Sends a request and waits for the reply. The process is killed when the time is over, or on the signal. */
    ask(request: Request, timeoutMs: number, signal?: AbortSignal): Promise<Outcome>;
    /** Kills the process and waits until it is gone, with all that it has printed. May be repeated. */
    kill(): Promise<void>;
}

/** Starts a process that waits for its first request. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
    const idFile = join(options.runtimeFolder, processIdFile);
    const flags = [`--max-old-space-size=${options.memoryMb}`];
    const child = spawn(options.nodeExecutable, [...flags, join(options.runtimeFolder, "main.js")], {
        cwd: options.taskRoot,
        // Node.js hands this one on by itself where it is not named.
        env: { ...options.environment, NODE_V8_COVERAGE: undefined },
        // In a group of its own: Ctrl-C in the terminal must not end a function in the middle of its work.
        detached: true,
        stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    child.on("error", () => undefined);
    for (const stream of [child.stdout, child.stderr]) {
        if (stream !== null) createInterface({ input: stream }).on("line", options.onLog);
    }
    let settle: ((outcome: Outcome) => void) | undefined;
    child.on("message", (message) => {
        settle?.({ kind: "replied", reply: parseReply(message) });
    });
    if (child.pid !== undefined) writeFileSync(idFile, String(child.pid));
    const ended = waitForEnd(child).finally(() => {
        // The id may be given to another process from now on, which is not the guard's to end.
        rmSync(idFile, { force: true });
    });
    await once(child, "spawn");

    const kill = async (): Promise<void> => {
        killGroup(child);
        await ended;
    };
    return {
        processId: child.pid,
        get isAlive() {
            return child.connected;
        },
        async ask(request, timeoutMs, signal) {
            const replied = new Promise<Outcome>((resolve) => {
                settle = resolve;
            });
            const settled = new AbortController();
            const signals = signal === undefined ? [settled.signal] : [settled.signal, signal];
            const timedOut = { kind: "timedOut" } as const;
            const limit = delay(timeoutMs, timedOut, { signal: AbortSignal.any(signals) }).catch(() => timedOut);
            child.send(request, () => undefined);
            const outcome = await Promise.race([replied, ended, limit]);
            settled.abort();
            settle = undefined;
            if (outcome.kind !== "replied" || outcome.reply.isFinal) await kill();
            return outcome;
        },
        kill,
    };
}

/** Resolves when the process is gone and everything that it sent or printed has arrived. */
async function waitForEnd(child: ChildProcess): Promise<Outcome> {
    const disconnected = new Promise<void>((resolve) => {
        child.once("disconnect", resolve);
    });
    const closed = new Promise<Outcome>((resolve) => {
        child.once("close", (code: number | null, signal: string | null) => {
            resolve({ kind: "ended", code, signal });
        });
    });
    const [outcome] = await Promise.all([closed, disconnected]);
    return outcome;
}

/** The process and whatever it has started. */
function killGroup(child: ChildProcess): void {
    try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
        // There is no such group any more, which is what was wanted.
    }
}

function parseReply(message: unknown): Reply {
    const { payload, error, isFinal, peakResidentBytes } = toRecord(message);
    return {
        ...(typeof payload === "string" ? { payload } : {}),
        ...(error === undefined ? {} : { error: parseError(error) }),
        isFinal: isFinal === true,
        peakResidentBytes: typeof peakResidentBytes === "number" ? peakResidentBytes : 0,
    };
}

function parseError(error: unknown): FunctionError {
    const { errorType, errorMessage } = toRecord(error);
    return { errorType: String(errorType), errorMessage: String(errorMessage) };
}
