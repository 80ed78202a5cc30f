import { setTimeout as sleep } from "node:timers/promises";
import { awsError, type AwsError } from "./awsError";

/** What goes wrong with one call: it waits, it is refused, or first one and then the other; or its answer is empty. */
export interface Fault {
    /** How long the call waits before it is done, in milliseconds. Stopping the endpoints ends the wait. */
    readonly delayMs?: number;
    /** The answer instead of the operation's own, for instance `throttled()`. */
    readonly error?: AwsError;
    /** Whether the call is not done, and answered with the status 200 and nothing else. */
    readonly isEmpty?: boolean;
}

/**
 * Chooses a call's fault; undefined lets it pass. `action` is written as in policies
 * (`secretsmanager:GetSecretValue`), `roleArn` is the caller's.
 */
export type FaultHook = (call: { readonly action: string; readonly roleArn: string }) => Fault | undefined;

/** Waits and refuses as the fault says. `stopping` ends the wait at once with an error. */
export async function suffer(fault: Fault | undefined, stopping: AbortSignal): Promise<void> {
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
