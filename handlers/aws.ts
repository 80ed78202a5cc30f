import { untilDeadline, type Deadline } from "./deadline";
import { codedError, isCodedError, textProperty, type CodedError } from "./errors";

/** A call of an AWS client with the options that it is given. */
type Call<T> = (options: { readonly abortSignal: AbortSignal }) => Promise<T>;

/**
 * Makes a call to AWS. The clients have no limit of their own, and pause between attempts even after an abort, so the
 * waiting ends at the deadline. Throws an error of the closed list with the outcome `notSent`.
 */
export async function awsCall<T>(deadline: Deadline, call: Call<T>): Promise<T> {
    try {
        return await untilDeadline(call({ abortSignal: deadline.signal }), deadline, "notSent");
    } catch (error) {
        throw isCodedError(error) ? error : awsError(error);
    }
}

/** As `awsCall`, but answers undefined where AWS gives its error the name `tolerated`. */
export async function awsCallUnless<T>(deadline: Deadline, tolerated: string, call: Call<T>): Promise<T | undefined> {
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
