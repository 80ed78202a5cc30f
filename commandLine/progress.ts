import { setTimeout as delay } from "node:timers/promises";
import { Listr, ListrLogger, PRESET_TIMER, ProcessOutput } from "listr2";

/** What a step did, for the machine-readable result. */
export interface StepRecord {
    readonly title: string;
    readonly durationMs: number;
    readonly ok: boolean;
}

/** Shows the steps as they happen, each with its time. */
export interface Progress {
    readonly steps: readonly StepRecord[];
    /**
     * Runs one step.
     *
     * @param title what is being done.
     * @param run does it; what it gives to `say` follows the title at the end.
     * @throws what `run` throws, or the signal's reason as soon as it is aborted.
     */
    step<T>(title: string, run: (say: (detail: string) => void) => Promise<T>): Promise<T>;
    /** Runs the step that ends everything: also after an interruption, and after an interrupted step has settled. */
    lastStep(title: string, run: () => Promise<void>): Promise<void>;
}

/** How long the last step waits for a step that was interrupted, in milliseconds. */
const settleLimitMs = 5000;

/**
 * Progress on a stream: with a spinner on a terminal, line by line elsewhere.
 *
 * @param output where the steps are shown; standard error where standard output is for machines.
 * @param signal interrupts the step that runs.
 */
export function createProgress(output: NodeJS.WriteStream, signal: AbortSignal): Progress {
    const steps: StepRecord[] = [];
    let latest: Promise<unknown> = Promise.resolve();

    async function show<T>(title: string, running: Promise<T>, details: readonly string[]): Promise<T> {
        const start = performance.now();
        const record = (ok: boolean) => {
            steps.push({ title, durationMs: Math.round(performance.now() - start), ok });
        };
        running.then(
            () => {
                record(true);
            },
            () => {
                record(false);
            },
        );
        await showList(title, running, details, output);
        return await running;
    }

    return {
        steps,
        async step(title, run) {
            signal.throwIfAborted();
            const details: string[] = [];
            const running = run((detail) => details.push(detail));
            latest = running.catch(() => undefined);
            return await show(title, untilAborted(running, signal), details);
        },
        async lastStep(title, run) {
            const settled = Promise.race([latest, delay(settleLimitMs, undefined, { ref: false })]);
            await show(title, settled.then(run), []);
        },
    };
}

/** Shows the title while something runs, and what it said about itself at the end. */
async function showList(
    title: string,
    running: Promise<unknown>,
    details: readonly string[],
    output: NodeJS.WriteStream,
): Promise<void> {
    const logger = new ListrLogger({ processOutput: new ProcessOutput(output, output) });
    const task = {
        title,
        task: async (_: unknown, wrapper: { title: string }) => {
            // The reason follows in full when everything has been stopped.
            await running.catch(() => {
                throw new Error("see below");
            });
            wrapper.title = [title, ...details].join(": ");
        },
    };
    const list = output.isTTY
        ? new Listr(task, { ...listOptions, renderer: "default", rendererOptions: { ...rendererOptions, logger } })
        : new Listr(task, { ...listOptions, renderer: "simple", rendererOptions: { ...rendererOptions, logger } });
    await list.run().catch(() => undefined);
}

// Signals are the local platform's own: it has processes to end.
const listOptions = { registerSignalListeners: false } as const;
const rendererOptions = { timer: PRESET_TIMER, collapseErrors: false, showErrorMessage: false } as const;

async function untilAborted<T>(running: Promise<T>, signal: AbortSignal): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
        const abort = () => {
            reject(signal.reason instanceof Error ? signal.reason : new Error("interrupted"));
        };
        signal.addEventListener("abort", abort, { once: true });
        running.then(resolve, reject).finally(() => {
            signal.removeEventListener("abort", abort);
        });
    });
}
