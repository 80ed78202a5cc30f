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
     * @param run does it; a text given to `say` follows the title.
     * @throws what `run` throws, or the signal's reason as soon as it is aborted.
     */
    step<T>(title: string, run: (say: (detail: string) => void) => Promise<T>): Promise<T>;
}

/**
 * Progress on a stream: with a spinner on a terminal, line by line elsewhere.
 *
 * @param output where the steps are shown; standard error where standard output is for machines.
 * @param signal ends the step that runs.
 */
export function createProgress(output: NodeJS.WriteStream, signal: AbortSignal): Progress {
    const steps: StepRecord[] = [];
    return {
        steps,
        async step(title, run) {
            const start = performance.now();
            const details: string[] = [];
            const running = untilAborted(() => run((detail) => details.push(detail)), signal);
            try {
                await show(title, running, details, output);
            } finally {
                const ok = await running.then(
                    () => true,
                    () => false,
                );
                steps.push({ title, durationMs: Math.round(performance.now() - start), ok });
            }
            return await running;
        },
    };
}

/** Shows the title while something runs, and what it said about itself at the end. */
async function show(
    title: string,
    running: Promise<unknown>,
    details: string[],
    output: NodeJS.WriteStream,
): Promise<void> {
    const logger = new ListrLogger({ processOutput: new ProcessOutput(output, output) });
    const task = {
        title,
        task: async (_: unknown, wrapper: { title: string }) => {
            await running;
            wrapper.title = [title, ...details].join(": ");
        },
    };
    const list = output.isTTY
        ? new Listr(task, { ...listOptions, renderer: "default", rendererOptions: { ...rendererOptions, logger } })
        : new Listr(task, { ...listOptions, renderer: "simple", rendererOptions: { ...rendererOptions, logger } });
    await list.run();
}

// Signals are the local platform's own: it has processes to end.
const listOptions = { registerSignalListeners: false } as const;
const rendererOptions = { timer: PRESET_TIMER, collapseErrors: false, showErrorMessage: false } as const;

async function untilAborted<T>(run: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    return await new Promise<T>((resolve, reject) => {
        const abort = () => {
            reject(signal.reason instanceof Error ? signal.reason : new Error("interrupted"));
        };
        signal.addEventListener("abort", abort, { once: true });
        run()
            .then(resolve, reject)
            .finally(() => {
                signal.removeEventListener("abort", abort);
            });
    });
}
