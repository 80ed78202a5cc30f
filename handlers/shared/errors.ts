/**
 * What is known about the effect of the work that failed.
 * `notSent`: the database never saw it. `failed`: it has no effect. `unknown`: its commit was not confirmed.
 */
export type Outcome = "notSent" | "failed" | "unknown";

/** One entry of the closed list of codes: what to tell the caller when the place that fails has nothing more exact. */
interface ErrorRule {
    /** A full sentence: what is wrong and what to do. */
    readonly message: string;
    /** Whether the same call may succeed later without anybody changing anything. */
    readonly retryable: boolean;
    /** The usual outcome; the place that fails may know better. */
    readonly outcome: Outcome;
}

/** Every code that the two functions answer with or throw. Callers may rely on these names. */
export const errorCodes = {
    eventInvalid: rule("The event is not one that this function takes.", false, "notSent"),
    configurationInvalid: rule("The function's environment is incomplete. Deploy the stack again.", false, "notSent"),
    credentialsNotReady: rule(
        "The first rotation has not made this login yet. Try again in a minute.",
        true,
        "notSent",
    ),
    secretMalformed: rule("The secret's value is not the JSON that a rotation writes.", false, "notSent"),
    parametersMissing: rule("Parameters are missing. Deploy the stack again.", false, "notSent"),
    parameterInvalid: rule("A parameter's value cannot be used. Deploy the stack again.", false, "notSent"),
    awsAccessDenied: rule("AWS refused a call. Compare the function's role with its policy.", false, "notSent"),
    awsUnavailable: rule("A call to AWS did not succeed. Try again.", true, "notSent"),
    databaseUnreachable: rule("The database does not accept connections. Try again.", true, "notSent"),
    databaseStarting: rule("The database is starting or stopping. Try again.", true, "notSent"),
    databaseMissing: rule("The server has no database of the configured name.", false, "notSent"),
    hostNotFound: rule(
        "The database's host name is not known. Compare the parameters with the cluster.",
        true,
        "notSent",
    ),
    tooManyConnections: rule("The server or the login has no free connection. Try again.", true, "notSent"),
    tlsNotTrusted: rule("The server's certificate cannot be verified: authority, name or dates.", false, "notSent"),
    tlsRefused: rule("The server does not offer TLS, and nothing is sent without it.", false, "notSent"),
    authenticationFailed: rule("The server refused the login of the current secret. Rotate it.", false, "notSent"),
    connectionLost: rule("The connection was lost. Try again.", true, "failed"),
    writerDemoted: rule("The server has become a reader. Try again.", true, "failed"),
    deadlineExceeded: rule("The time that the invocation has was used up.", true, "failed"),
    statementTimeout: rule("The statement was cancelled, as it took too long.", false, "failed"),
    statementCancelled: rule(
        "Another session cancelled the statement, or a time-out that it set itself. Try again.",
        true,
        "failed",
    ),
    lockTimeout: rule("The statement waited too long for a lock. Try again.", true, "failed"),
    transactionConflict: rule("The transaction collided with another one. Try again.", true, "failed"),
    constraintViolated: rule("The statement violates a constraint.", false, "failed"),
    valueInvalid: rule("The server cannot read or store a value of the statement.", false, "failed"),
    permissionDenied: rule("The login has no privilege for this statement.", false, "failed"),
    readOnly: rule("The statement writes, and this call may only read.", false, "failed"),
    statementInvalid: rule("The server does not accept the statement.", false, "failed"),
    resourcesExhausted: rule("The server ran out of memory or storage. Try again later.", true, "failed"),
    systemError: rule("The server's operating system or storage failed. Look into the server's log.", true, "failed"),
    tooLarge: rule("One row of the result is over 4 MB larger than maxBytes. Select less of it.", false, "failed"),
    commitUnconfirmed: rule("The commit was sent and not confirmed. Look before you repeat it.", false, "unknown"),
    schemaNewer: rule("The database's schema is newer than this function. Deploy a newer one.", false, "failed"),
    schemaChanged: rule("An applied migration differs from the function's. Restore its text.", false, "failed"),
    rotationDisabled: rule("Rotation is not enabled for this secret.", false, "notSent"),
    versionNotPending: rule("The token names no pending version of the secret. Rotate it again.", false, "notSent"),
    roleNotOurs: rule("A role of this name has rights that the rotation may not change.", false, "failed"),
    unexpected: rule("The function met an error that it does not know. Look into its log.", false, "failed"),
} as const satisfies Record<string, ErrorRule>;

/** A code of the closed list. */
export type ErrorCode = keyof typeof errorCodes;

/** What an error says beyond its code. Never a credential, a parameter's value or the server's own text. */
export interface ErrorDetails {
    /** Replaces the code's own sentence. */
    readonly message?: string;
    readonly retryable?: boolean;
    readonly outcome?: Outcome;
    /** Where an unknown error came from: for the log, never for an answer. */
    readonly trace?: string | undefined;
    /** PostgreSQL's five-character code. */
    readonly sqlState?: string | undefined;
    /** Where in the caller's statement PostgreSQL found the mistake: its character, the first being 1. */
    readonly position?: number | undefined;
    readonly constraint?: string | undefined;
    readonly table?: string | undefined;
    readonly column?: string | undefined;
}

/** An error of the closed list: the only kind that leaves the functions. */
export interface CodedError extends Error, Omit<ErrorDetails, "message" | "retryable" | "outcome"> {
    readonly code: ErrorCode;
    readonly retryable: boolean;
    readonly outcome: Outcome;
}

/** Makes an error of the closed list. A factory, as a class would no longer extend `Error` once it is serialised. */
export function codedError(code: ErrorCode, details: ErrorDetails = {}): CodedError {
    const { message, retryable, outcome } = errorCodes[code];
    return Object.assign(new Error(details.message ?? message), { code, retryable, outcome, ...details });
}

/** Whether a caught value is an error of the closed list. */
export function isCodedError(value: unknown): value is CodedError {
    return (
        value instanceof Error &&
        "retryable" in value &&
        "code" in value &&
        Object.hasOwn(errorCodes, String(value.code))
    );
}

/** The error of the closed list for a caught value: itself, or `unexpected` with the places that it went through. */
export function asCodedError(caught: unknown): CodedError {
    return isCodedError(caught) ? caught : codedError("unexpected", { trace: traceOf(caught) });
}

/** The result of `read`, or the error of the closed list for what it throws. */
export function resultOrError<T>(read: () => T): T | CodedError {
    try {
        return read();
    } catch (caught) {
        return asCodedError(caught);
    }
}

/** Name and places of an error without its message, which may quote a value. */
export function traceOf(error: unknown): string {
    const places = (textProperty(error, "stack") ?? "").split("\n").filter((line) => /^ +at /.test(line));
    return [textProperty(error, "name"), textProperty(error, "code"), ...places.map((line) => line.trim())].join(" ");
}

/** The same failure with an outcome that the caller knows better. */
export function withOutcome(error: CodedError, outcome: Outcome): CodedError {
    return Object.assign(error, { outcome });
}

/** The same failure with its place in the caller's statement, where the server gave one. */
export function withPosition(error: CodedError, position: string | undefined): CodedError {
    return position === undefined ? error : Object.assign(error, { position: Number(position) });
}

/** A caught value whose sentence names the one at fault, where there is a sentence for its code. */
export function explained(error: unknown, sentences: Partial<Record<ErrorCode, string>>): unknown {
    const message = isCodedError(error) ? sentences[error.code] : undefined;
    return error instanceof Error && message !== undefined ? Object.assign(error, { message }) : error;
}

/** A text property of a caught value, or undefined: nothing is known about what a driver throws. */
export function textProperty(value: unknown, name: string): string | undefined {
    if (typeof value !== "object" || value === null) {
        return undefined;
    }
    const property: unknown = Reflect.get(value, name);
    return typeof property === "string" ? property : undefined;
}

function rule<const O extends Outcome>(message: string, retryable: boolean, outcome: O) {
    return { message, retryable, outcome };
}
