import type { LocalFunction } from "../../../tools/local/lambda/function";

/**
 * Stops a function's process, as Lambda does between invocations.
 *
 * @returns a function that continues the process.
 */
export function freeze({ processId }: LocalFunction): () => void {
    // A process that has reached its time-out no longer exists.
    if (processId === undefined) return () => undefined;
    process.kill(processId, "SIGSTOP");
    return () => process.kill(processId, "SIGCONT");
}
