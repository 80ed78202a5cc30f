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

/** A function with a process of its own, which is replaced after it has ended for whatever reason. */
export interface LocalFunction {
    /**
     * Hands over an event as JSON and waits for the answer. Invocations run one after another. Rejects only when the
     * signal is aborted (with its reason, the process ended) or after `stop`.
     */
    invoke(event: unknown, options?: { readonly signal?: AbortSignal }): Promise<InvocationResult>;
    /** From the start of the present process until its code was loaded; undefined when that failed. */
    readonly initDurationMs: number | undefined;
    /** The id of the process that loaded the code last. */
    readonly processId: number | undefined;
    /** The most memory that any of its processes has had, in bytes. */
    readonly peakResidentBytes: number;
    /** Ends the process and removes its folder. May be repeated. */
    stop(): Promise<void>;
}

/**
 * Starts a function in a process of its own and initialises it. Where its code does not load, each invocation tries
 * again and answers the error, as Lambda does.
 *
 * @throws when the process cannot be started, or `handler` is not `<file>.<export>`
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
