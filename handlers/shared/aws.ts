import { type Deadline, inLimit, inPartOf, untilDeadline } from "./deadline";
import { type CodedError, codedError, isCodedError, textProperty } from "./errors";

/**
 * How the functions' clients connect: each request on a connection of its own. A kept one may have been lost, in silence,
 * while the function was frozen, and requests are few: what is read is kept, and the rotation makes about ten in a row.
 */
export const awsClientOptions = {
    requestHandler: { httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } },
};

/** A call of an AWS client with the options that it is given. */
type Call<T> = (options: { readonly abortSignal: AbortSignal }) => Promise<T>;

/** How long one attempt may take, with the two repetitions that the SDK makes of a refused request. Milliseconds. */
const attemptLimit = 5000;

/**
 * Makes a call to AWS, and once more where there was no answer or an empty one: each call that the functions make has the
 * same effect twice as once. The clients have no limit of their own, and pause between attempts even after an abort, so
 * the waiting ends here. Throws an error of the closed list with the outcome `notSent`.
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

/** An answer of AWS, each of which has a member. Throws `awsUnavailable` where nothing came but the status. */
function notEmpty<T extends object | undefined>(answer: T): T {
    const members = Object.entries(answer ?? { tolerated: true });
    if (!members.some(([name, value]) => name !== "$metadata" && value !== undefined)) {
        throw codedError("awsUnavailable");
    }
    return answer;
}

/** As `awsCall`, but answers undefined where AWS gives its error the name `tolerated`. */
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

/** The error of the closed list for what an AWS client threw. Keeps AWS's name for the error, not its message. */
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
