import { setTimeout as delay } from "node:timers/promises";
import { hideLine, showLine } from "./liveLine.cjs";

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
     * @param run does it; what it gives to `say` follows the title while it runs, the last of it at the end.
     * @throws what `run` throws, or the signal's reason as soon as it is aborted.
     */
    step<T>(title: string, run: (say: (detail: string) => void) => Promise<T>): Promise<T>;
    /** Runs the step that ends everything: also after an interruption, and after an interrupted step has settled. */
    lastStep(title: string, run: () => Promise<void>): Promise<void>;
}

/** How long the last step waits for a step that was interrupted, in milliseconds. */
const settleLimitMs = 5000;

/** What is to be seen of a step. */
interface ShownStep {
    text: string;
    isEnded: boolean;
}

/**
 * Progress on a stream: a line a step when it has ended, and until then a live one on a terminal, or one that says that
 * it has begun elsewhere.
 *
 * @param output where the steps are shown; standard error where standard output is for machines.
 * @param signal interrupts the step that runs. Default: nothing does.
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
        // A step that was interrupted may still be at work.
        if (shown.isEnded) return;
        shown.text = text;
        if (output.isTTY) showLine(output, text, startedMs);
        // What is said last is written at the end.
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
            const settled = Promise.race([latest, delay(settleLimitMs, undefined, { ref: false })]);
            await show(title, settled.then(run), shown);
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
