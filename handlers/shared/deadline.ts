import type { ErrorCode, Outcome } from "./errorCodes";
import { codedError, isCodedError } from "./errors";

/** Reserved before Lambda's time-out, so that the function can still answer. Milliseconds. */
const answerMargin = 500;

/** The members of Lambda's context object that the functions use. */
export interface LambdaContext {
    readonly awsRequestId: string;
    /** Milliseconds until Lambda ends the invocation. */
    getRemainingTimeInMillis(): number;
}

/** The end of the time that an invocation may use. */
export interface Deadline {
    /** Aborted when the time is used up. Created at its first use, because only AWS calls need one. */
    readonly signal: AbortSignal;
    /**
     * Calls `expire` when the time is used up, or at once if it already is.
     *
     * @returns a function that unsubscribes.
     */
    onExpired(expire: () => void): () => void;
    /** Milliseconds left, never below 0. */
    remaining(): number;
    /** Clears the timer. Call it when the work has ended. */
    stop(): void;
}

/** Starts the deadline of one invocation: Lambda's time-out less a margin for the answer. */
export function startDeadline(context: LambdaContext): Deadline {
    return deadlineIn(Math.max(0, context.getRemainingTimeInMillis() - answerMargin));
}

/** Starts a deadline that expires in `milliseconds`. */
export function deadlineIn(milliseconds: number): Deadline {
    const end = performance.now() + milliseconds;
    const subscribers = new Set<() => void>();
    let controller: AbortController | undefined;
    let isOver = milliseconds === 0;
    const timer = setTimeout(() => {
        isOver = true;
        [...subscribers].forEach((expire) => {
            expire();
        });
    }, milliseconds);
    function onExpired(expire: () => void): () => void {
        if (isOver) {
            expire();
        } else {
            subscribers.add(expire);
        }
        return () => subscribers.delete(expire);
    }
    return {
        get signal() {
            if (controller === undefined) {
                const created = new AbortController();
                onExpired(() => {
                    created.abort();
                });
                controller = created;
            }
            return controller.signal;
        },
        onExpired,
        remaining: () => Math.max(0, Math.floor(end - performance.now())),
        stop: () => {
            clearTimeout(timer);
        },
    };
}

/**
 * Runs one step under a deadline of its own: `milliseconds`, but at most half of the time left, so that the step can be
 * retried.
 *
 * @throws the code `expired` if that time was used up.
 */
export async function inPartOf<T>(
    deadline: Deadline,
    milliseconds: number,
    expired: ErrorCode,
    step: (part: Deadline) => Promise<T>,
): Promise<T> {
    return await inLimit(deadline, Math.min(milliseconds, deadline.remaining() / 2), expired, step);
}

/**
 * Runs one step under a deadline of its own: `milliseconds`, but at most the time left.
 *
 * @throws the code `expired` if `milliseconds` were used up, and `deadlineExceeded` if the outer deadline came first.
 */
export async function inLimit<T>(
    deadline: Deadline,
    milliseconds: number,
    expired: ErrorCode,
    step: (part: Deadline) => Promise<T>,
): Promise<T> {
    const left = deadline.remaining();
    const part = deadlineIn(Math.min(milliseconds, left));
    try {
        return await step(part);
    } catch (error) {
        const isExpired = isCodedError(error) && error.code === "deadlineExceeded" && milliseconds <= left;
        throw isExpired ? codedError(expired, { outcome: error.outcome }) : error;
    } finally {
        part.stop();
    }
}

/**
 * Waits for `work` until the deadline. Does not stop the work after that: the caller does, by destroying its socket for
 * instance.
 *
 * @throws `deadlineExceeded` with the given outcome if the deadline comes first.
 */
export async function untilDeadline<T>(work: Promise<T>, deadline: Deadline, outcome: Outcome): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
        const unsubscribe = deadline.onExpired(() => {
            reject(codedError("deadlineExceeded", { outcome }));
        });
        void work.then(resolve, reject).then(unsubscribe);
    });
}
