import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGuard } from "../processes/guard";
import type { InvocationResult } from "./answers";
import type { FunctionOptions } from "./functionOptions";
import { Lifecycle } from "./lifecycle";
import { splitHandler } from "./runtime/handler";
import { writeRuntime } from "./runtimeFiles";
import { processIdFile } from "./sandbox";

/** A function with a process of its own. The process is replaced whenever it has ended. */
export interface LocalFunction {
    /**
     * Invokes the function with an event and waits for the result. Invocations run one after another. Rejects only if
     * the signal is aborted (with its reason; the process is ended) or after `stop`.
     */
    invoke(event: unknown, options?: { readonly signal?: AbortSignal }): Promise<InvocationResult>;
    /** From the start of the current process until its code was loaded; undefined if loading failed. */
    readonly initDurationMs: number | undefined;
    /** The id of the process that loaded the code last. */
    readonly processId: number | undefined;
    /** The highest resident memory of any of its processes, in bytes. */
    readonly peakResidentBytes: number;
    /** Ends the process and removes its folder. Safe to call more than once. */
    stop(): Promise<void>;
}

/**
 * Starts a function in a process of its own and initialises it. If its code does not load, each invocation tries again
 * and returns the error, as in Lambda.
 *
 * @throws if the process cannot be started, or `handler` is not `<file>.<export>`.
 */
export async function startFunction(options: FunctionOptions): Promise<LocalFunction> {
    const [codeFile] = splitHandler(options.handler);
    const folder = await mkdtemp(join(tmpdir(), "local-function-"));
    const guard = startGuard(folder, { idFile: processIdFile, signal: "KILL" });
    const taskRoot = join(folder, "task");
    const lifecycle = new Lifecycle(options, taskRoot, join(folder, "runtime"));
    const stop = async (): Promise<void> => {
        await lifecycle.stop();
        await rm(folder, { recursive: true, force: true });
        await guard.release();
    };
    try {
        await mkdir(taskRoot);
        const files = { ...options.otherFiles, [`${codeFile}.js`]: options.code };
        for (const [name, text] of Object.entries(files)) await writeFile(join(taskRoot, name), text);
        await writeRuntime(join(folder, "runtime"));
        await lifecycle.initialise(randomUUID());
    } catch (error) {
        await stop();
        throw error;
    }
    let queue: Promise<unknown> = Promise.resolve();
    return {
        invoke(event, { signal } = {}) {
            const result = queue.then(() => lifecycle.invoke(event, signal));
            queue = result.catch(() => undefined);
            return result;
        },
        get initDurationMs() {
            return lifecycle.initDurationMs;
        },
        get processId() {
            return lifecycle.processId;
        },
        get peakResidentBytes() {
            return lifecycle.peakResidentBytes;
        },
        stop,
    };
}
