import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { toRecord } from "../../../offline/toRecord";
import type { FunctionError, Reply, Request } from "./runtime/messages";

/** The file in the runtime's folder that holds the process id while the process runs. */
export const processIdFile = "process.id";

/** The options of a function's process. */
export interface SandboxOptions {
    readonly nodeExecutable: string;
    /** The folder that `writeRuntime` has filled. It also holds the process id, for the guard. */
    readonly runtimeFolder: string;
    /** Its working directory, which holds the code. */
    readonly taskRoot: string;
    /** Its complete environment. */
    readonly environment: Readonly<Record<string, string>>;
    /** The limit of V8's heap in MB. It does not include buffers. */
    readonly memoryMb: number;
    readonly onLog: (line: string) => void;
}

/** The outcome of a request. */
export type Outcome =
    | { readonly kind: "replied"; readonly reply: Reply }
    | { readonly kind: "ended"; readonly code: number | null; readonly signal: string | null }
    | { readonly kind: "timedOut" };

/** One process that runs a function. */
export interface Sandbox {
    readonly processId: number | undefined;
    /** False as soon as the process has ended. */
    readonly isAlive: boolean;
    /**
     * Sends a request and waits for the reply. The process is killed if the time-out expires or the signal is aborted.
     */
    ask(request: Request, timeoutMs: number, signal?: AbortSignal): Promise<Outcome>;
    /** Kills the process and waits until it has ended and its output has arrived. Safe to call more than once. */
    kill(): Promise<void>;
}

/** Starts a process that waits for its first request. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
    const idFile = join(options.runtimeFolder, processIdFile);
    const flags = [`--max-old-space-size=${options.memoryMb}`];
    const child = spawn(options.nodeExecutable, [...flags, join(options.runtimeFolder, "main.js")], {
        cwd: options.taskRoot,
        // Node.js passes this variable to child processes unless it is set here.
        env: { ...options.environment, NODE_V8_COVERAGE: undefined },
        // In a process group of its own, so that Ctrl-C in the terminal does not end a running invocation.
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
        // From now on, the system may give the id to another process, which the guard must not end.
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

/** Resolves when the process has ended and all its messages and output have arrived. */
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

/** Kills the process and its descendants. */
function killGroup(child: ChildProcess): void {
    try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
        // The group has already ended.
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
