/** A refusal in AWS's own words: `code` is AWS's name for it, `status` the HTTP status that AWS sends with it. */
export interface AwsError extends Error {
    readonly code: string;
    readonly status: number;
}

/** Makes an error that the endpoints answer as AWS would. `status` is 400 unless given. */
export function awsError(code: string, message: string, status = 400): AwsError {
    return Object.assign(new Error(message), { code, status });
}

/** The answer of a service that gets more calls than it takes; the SDK's clients try again. */
export function throttled(): AwsError {
    return awsError("ThrottlingException", "Rate exceeded");
}

/** Tells an AWS error from a mistake in the endpoints themselves. */
export function isAwsError(error: unknown): error is AwsError {
    return (
        error instanceof Error &&
        "code" in error &&
        typeof error.code === "string" &&
        "status" in error &&
        typeof error.status === "number"
    );
}
