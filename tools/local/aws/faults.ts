import { setTimeout as sleep } from "node:timers/promises";
import { type AwsError, awsError } from "./awsError";

/** A fault of one call: a delay, an error, both in this order, or an empty response. */
export interface Fault {
    /** Delay before the operation runs, in milliseconds. Stopping the endpoints ends the delay. */
    readonly delayMs?: number;
    /** Returned instead of the operation's result, for instance `throttled()`. */
    readonly error?: AwsError;
    /** Whether the operation is skipped and the response is empty, with status 200. */
    readonly isEmpty?: boolean;
}

/**
 * Chooses a call's fault, or undefined for none. `action` is written as in policies (`secretsmanager:GetSecretValue`),
 * `roleArn` is the caller's.
 */
export type FaultHook = (call: { readonly action: string; readonly roleArn: string }) => Fault | undefined;

/** Applies the delay and the error of a fault. `stopping` ends the delay at once with an error. */
export async function applyFault(fault: Fault | undefined, stopping: AbortSignal): Promise<void> {
    if (fault?.delayMs !== undefined) {
        try {
            await sleep(fault.delayMs, undefined, { signal: stopping });
        } catch {
            throw awsError("ServiceUnavailable", "The local endpoints are stopping.", 503);
        }
    }
    if (fault?.error !== undefined) {
        throw fault.error;
    }
}
