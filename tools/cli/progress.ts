import { setTimeout as delay } from "node:timers/promises";
import { hideLine, showLine } from "./liveLine.cjs";

/** The result of a step, for JSON output. */
export interface StepRecord {
    readonly title: string;
    readonly durationMs: number;
    readonly ok: boolean;
}

/** Shows the steps as they run, each with its duration. */
export interface Progress {
    readonly steps: readonly StepRecord[];
    /**
     * Runs one step.
     *
     * @param title the step's title.
     * @param run the step's work. The text that it passes to `say` follows the title while it runs; the last text
     * stays.
     * @throws the error of `run`, or the signal's reason as soon as it is aborted.
     */
    step<T>(title: string, run: (say: (detail: string) => void) => Promise<T>): Promise<T>;
    /** Runs the final step. It also runs after an interruption, once the interrupted step has settled. */
    lastStep(title: string, run: (say: (detail: string) => void) => Promise<void>): Promise<void>;
}

/** Time-out of the last step's wait for an interrupted step, in milliseconds. */
const settleLimitMs = 5000;

/** A step's text on the screen. */
interface ShownStep {
    text: string;
    isEnded: boolean;
}

/**
 * Shows progress on a stream: one line for each completed step. A running step is a live line on a terminal, and
 * elsewhere a line when it starts.
 *
 * @param output standard error if standard output is for machines.
 * @param signal interrupts the running step. Default: no interruption.
 */
export function createProgress(
    output: NodeJS.WriteStream & { readonly fd: number },
    signal = new AbortController().signal,
): Progress {
    const steps: StepRecord[] = [];
    let latest: Promise<unknown> = Promise.resolve();

    async function show<T>(title: string, running: Promise<T>, shown: ShownStep): Promise<T> {
        const start = performance.now();
        const end = (ok: boolean) => {
            const durationMs = Math.round(performance.now() - start);
            steps.push({ title, durationMs, ok });
            shown.isEnded = true;
            hideLine();
            const text = ok ? shown.text : `${title}: see below`;
            output.write(`${ok ? "✔" : "✖"} ${text} [${(durationMs / 1000).toFixed(1)} s]\n`);
        };
        try {
            const result = await running;
            end(true);
            return result;
        } catch (error) {
            end(false);
            throw error;
        }
    }

    function begin(title: string): ShownStep {
        const shown = { text: title, isEnded: false };
        if (output.isTTY) showLine(output, title);
        else output.write(`❯ ${title}\n`);
        return shown;
    }

    function tell(shown: ShownStep, text: string, startedMs: number): void {
        // An interrupted step may still be running.
        if (shown.isEnded) return;
        shown.text = text;
        if (output.isTTY) showLine(output, text, startedMs);
        // The last text is written when the step ends.
        else setImmediate(() => shown.isEnded || shown.text !== text || output.write(`❯ ${text}\n`));
    }

    return {
        steps,
        async step(title, run) {
            signal.throwIfAborted();
            const shown = begin(title);
            const startedMs = Date.now();
            const running = run((detail) => {
                tell(shown, `${title}: ${detail}`, startedMs);
            });
            latest = running.catch(() => undefined);
            return await show(title, untilAborted(running, signal), shown);
        },
        async lastStep(title, run) {
            const shown = begin(title);
            const startedMs = Date.now();
            const say = (detail: string) => {
                tell(shown, `${title}: ${detail}`, startedMs);
            };
            const settled = Promise.race([latest, delay(settleLimitMs, undefined, { ref: false })]);
            await show(
                title,
                settled.then(() => run(say)),
                shown,
            );
        },
    };
}

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
