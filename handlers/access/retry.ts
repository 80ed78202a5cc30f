import type { TransactionMode } from "../shared/database/transactionEnd";
import type { Deadline } from "../shared/deadline";
import { errorCodes } from "../shared/errorCodes";
import { type CodedError, isCodedError } from "../shared/errors";

/** When work may be retried. */
export interface RetryRules {
    readonly mode: TransactionMode;
    /**
     * Whether to retry until the deadline while the database does not accept connections, in a failover for instance.
     */
    readonly retryUntilDeadline: boolean;
}

/** The deadline of one invocation, and its number of attempts. */
export interface Attempts {
    readonly deadline: Deadline;
    /** 1, and one more for each retry. */
    attempts: number;
}

/** Pause before the second retry; each later one is twice as long. Milliseconds. */
const firstPause = 200;

/** The longest pause. After a failover, DNS caches the endpoint's old address for five seconds. Milliseconds. */
const longestPause = 2000;

/**
 * Retries after `writerDemoted`: about 15 s in all, the longest time that the endpoint's name can lead to the old
 * writer.
 */
const mostDemotions = 10;

/** No retry with less time left than this, because it could only fail. Milliseconds. */
const leastTime = 500;

/**
 * Calls `attempt`. Retries it if the connection failed and a retry cannot do the work twice: once, or until the
 * deadline if the database did not run the work and `retryUntilDeadline` is set. Retries at most ten times after
 * `writerDemoted`.
 *
 * @throws the last attempt's error.
 */
export async function withRetries<T>(
    { mode, retryUntilDeadline }: RetryRules,
    invocation: Attempts,
    attempt: () => Promise<T>,
): Promise<T> {
    let wasTaken = false;
    let demotions = 0;
    for (let count = 1; ; count += 1) {
        try {
            return await attempt();
        } catch (error) {
            if (!isCodedError(error) || errorCodes[error.code].retryOnNewConnection !== true) {
                throw error;
            }
            const taken = mayHaveEffect(error);
            demotions += error.code === "writerDemoted" ? 1 : 0;
            const allowed = taken ? mode === "read" && !wasTaken : retryUntilDeadline || count === 1;
            const pauseMs = pauseAfter(count, error);
            if (!allowed || demotions > mostDemotions || invocation.deadline.remaining() < pauseMs + leastTime) {
                throw error;
            }
            wasTaken ||= taken;
            invocation.attempts += 1;
            await pause(pauseMs);
        }
    }
}

/** Returns whether the database may have done part of the work. A demoted writer refuses all of it. */
function mayHaveEffect({ code, outcome }: CodedError): boolean {
    return outcome !== "notSent" && code !== "writerDemoted";
}

/** No pause if a kept connection was broken or led to a demoted writer, because a new connection may work at once. */
function pauseAfter(count: number, { code }: CodedError): number {
    const isStale = count === 1 && (code === "connectionLost" || code === "writerDemoted");
    return isStale ? 0 : Math.min(firstPause * 2 ** (count - 1), longestPause);
}

async function pause(milliseconds: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
