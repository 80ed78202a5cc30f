import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

/** A signal, and how long the process has to end before the next signal is sent. */
export type EndingStep = readonly [signal: NodeJS.Signals, waitMs: number];

/**
 * Ends a process by sending one signal after the other.
 *
 * @param ended settles when the process has ended.
 */
export async function endProcess(
    child: ChildProcess,
    ended: Promise<unknown>,
    steps: readonly EndingStep[],
): Promise<void> {
    for (const [signal, waitMs] of steps) {
        if (hasEnded(child)) return;
        child.kill(signal);
        const timer = new AbortController();
        await Promise.race([ended, delay(waitMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
        timer.abort();
    }
}

/** Whether a process has ended, or was never started. */
export function hasEnded(child: ChildProcess): boolean {
    return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
