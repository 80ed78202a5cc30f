import { codedError, isCodedError, type ErrorCode, type Outcome } from "./errors";
import type { LambdaContext } from "./lambda";

/** Time kept back from Lambda's own limit, so that an answer is given before it. Milliseconds. */
const answerMargin = 500;

/** The end of the time that an invocation may use. */
export interface Deadline {
    /** Aborted when the time is used up. Made when it is first asked for: only calls of AWS need one. */
    readonly signal: AbortSignal;
    /** Calls `expire` when the time is used up, at once where it is already. Returns what takes the wish back. */
    whenOver(expire: () => void): () => void;
    /** Milliseconds left, never below 0. */
    remaining(): number;
    /** Ends the timer. To be called when the work has ended. */
    stop(): void;
}

/** Starts the deadline of one invocation: Lambda's own less a margin for the answer. */
export function startDeadline(context: LambdaContext): Deadline {
    return deadlineIn(Math.max(0, context.getRemainingTimeInMillis() - answerMargin));
}

/** Starts a deadline so many milliseconds from now. */
export function deadlineIn(milliseconds: number): Deadline {
    const end = performance.now() + milliseconds;
    const waiting = new Set<() => void>();
    let controller: AbortController | undefined;
    let isOver = milliseconds === 0;
    const timer = setTimeout(() => {
        isOver = true;
        [...waiting].forEach((expire) => {
            expire();
        });
    }, milliseconds);
    function whenOver(expire: () => void): () => void {
        if (isOver) {
            expire();
        } else {
            waiting.add(expire);
        }
        return () => waiting.delete(expire);
    }
    return {
        get signal() {
            if (controller === undefined) {
                const made = new AbortController();
                whenOver(() => {
                    made.abort();
                });
                controller = made;
            }
            return controller.signal;
        },
        whenOver,
        remaining: () => Math.max(0, Math.floor(end - performance.now())),
        stop: () => {
            clearTimeout(timer);
        },
    };
}

/**
 * Runs one step of the work under a deadline of its own: at most so many milliseconds, and at most half of what is left,
 * so that the step can be tried again. Throws `expired` where that time was used up.
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
 * Runs one step of the work under a deadline of its own, at most so many milliseconds. Throws `expired` where that time
 * was used up, and `deadlineExceeded` where the work's own was before it.
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
 * Waits for `work`, at most until the deadline; then throws `deadlineExceeded` with the given outcome.
 * The work itself goes on: whoever starts it must end it (a socket is destroyed, say).
 */
export async function untilDeadline<T>(work: Promise<T>, deadline: Deadline, outcome: Outcome): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
        const stopWaiting = deadline.whenOver(() => {
            reject(codedError("deadlineExceeded", { outcome }));
        });
        void work.then(resolve, reject).then(stopWaiting);
    });
}
