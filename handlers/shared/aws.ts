import { type Deadline, inLimit, inPartOf, untilDeadline } from "./deadline";
import { type CodedError, codedError, isCodedError, textProperty } from "./errors";

/**
 * Options of the functions' AWS clients: a new connection for each request. A kept connection may have been lost unseen
 * while the function was frozen. Requests are few: the access function keeps what it reads, a rotation makes about ten.
 */
export const awsClientOptions = {
    requestHandler: { httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } },
};

/** A call of an AWS client. */
type Call<T> = (options: { readonly abortSignal: AbortSignal }) => Promise<T>;

/** Time limit for one attempt, including the SDK's two retries of a refused request. Milliseconds. */
const attemptLimit = 5000;

/**
 * Calls AWS, and retries once if there was no response or an empty one. This is safe because all calls of the functions
 * are idempotent. The clients have no time limit and pause between attempts even after an abort, so the time limit is
 * here.
 *
 * @throws a coded error with the outcome `notSent`.
 */
export async function awsCall<T extends object | undefined>(deadline: Deadline, call: Call<T>): Promise<T> {
    const attempt = async (part: Deadline): Promise<T> =>
        notEmpty(await untilDeadline(call({ abortSignal: part.signal }), part, "notSent"));
    try {
        return await inPartOf(deadline, attemptLimit, "awsUnavailable", attempt);
    } catch (error) {
        if (!isCodedError(error)) {
            throw awsError(error);
        }
    }
    try {
        return await inLimit(deadline, attemptLimit, "awsUnavailable", attempt);
    } catch (error) {
        throw isCodedError(error) ? error : awsError(error);
    }
}

/**
 * Returns a response of AWS.
 *
 * @throws `awsUnavailable` if it is empty. Every response of the calls used here has at least one member.
 */
function notEmpty<T extends object | undefined>(answer: T): T {
    const members = Object.entries(answer ?? { tolerated: true });
    if (!members.some(([name, value]) => name !== "$metadata" && value !== undefined)) {
        throw codedError("awsUnavailable");
    }
    return answer;
}

/** Like {@link awsCall}, but returns undefined if AWS returns the error `tolerated`. */
export async function awsCallUnless<T extends object>(
    deadline: Deadline,
    tolerated: string,
    call: Call<T>,
): Promise<T | undefined> {
    return await awsCall<T | undefined>(deadline, (options) =>
        call(options).catch((error: unknown) => {
            if (textProperty(error, "name") === tolerated) {
                return undefined;
            }
            throw error;
        }),
    );
}

/** Returns the coded error for an error of an AWS client. Keeps AWS's name of the error but not its message. */
function awsError(error: unknown): CodedError {
    const name = textProperty(error, "name") ?? "unknown";
    if (name === "AccessDeniedException") {
        return codedError("awsAccessDenied");
    }
    const permanent = /^(ResourceNotFound|Validation|InvalidParameter|InvalidRequest|Decryption)/.test(name);
    return codedError("awsUnavailable", {
        message: `A call to AWS ended with ${name}. ${permanent ? "Compare the stack with the account." : "Try again."}`,
        retryable: !permanent,
    });
}
