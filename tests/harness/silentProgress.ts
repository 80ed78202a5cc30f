import type { Progress } from "../../tools/cli/progress";

/** Runs the steps without showing them. Rejects a step once the signal is aborted. */
export function silentProgress(signal?: AbortSignal): Progress {
    return {
        steps: [],
        step: async (_, run) => {
            signal?.throwIfAborted();
            return await run(() => undefined);
        },
        lastStep: (_, run) => run(() => undefined),
    };
}
