/** An error in AWS's format: `code` is AWS's name for it, `status` its HTTP status. */
export interface AwsError extends Error {
    readonly code: string;
    readonly status: number;
}

/** Creates an error that the endpoints return as AWS would. `status` defaults to 400. */
export function awsError(code: string, message: string, status = 400): AwsError {
    return Object.assign(new Error(message), { code, status });
}

/** The error for too many calls, which the SDK's clients retry. */
export function throttled(): AwsError {
    return awsError("ThrottlingException", "Rate exceeded");
}

/** Distinguishes an AWS error from a defect of the endpoints. */
export function isAwsError(error: unknown): error is AwsError {
    return (
        error instanceof Error &&
        "code" in error &&
        typeof error.code === "string" &&
        "status" in error &&
        typeof error.status === "number"
    );
}
