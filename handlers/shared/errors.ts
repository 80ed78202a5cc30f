import { type ErrorCode, errorCodes, type Outcome } from "./errorCodes";

/** Details of an error besides its code. They never contain a credential, a parameter's value or the server's text. */
export interface ErrorDetails {
    /** @default the message of the code */
    readonly message?: string;
    readonly retryable?: boolean;
    readonly outcome?: Outcome;
    /** Stack positions of an unknown error. Only for the log, never for a response. */
    readonly trace?: string | undefined;
    /** PostgreSQL's five-character code. */
    readonly sqlState?: string | undefined;
    /** Position of the mistake in the caller's statement, in characters from 1. */
    readonly position?: number | undefined;
    readonly constraint?: string | undefined;
    readonly table?: string | undefined;
    readonly column?: string | undefined;
}

/** An error with a code of {@link errorCodes}. The functions return and throw only such errors. */
export interface CodedError extends Error, Omit<ErrorDetails, "message" | "retryable" | "outcome"> {
    readonly code: ErrorCode;
    readonly retryable: boolean;
    readonly outcome: Outcome;
}

/** Creates an error with a code. A factory, because a serialised class would no longer extend `Error`. */
export function codedError(code: ErrorCode, details: ErrorDetails = {}): CodedError {
    const { message, retryable = false, outcome } = errorCodes[code];
    return Object.assign(new Error(details.message ?? message), { code, retryable, outcome, ...details });
}

/** Returns whether a caught value is a {@link CodedError}. */
export function isCodedError(value: unknown): value is CodedError {
    return (
        value instanceof Error &&
        "retryable" in value &&
        "code" in value &&
        Object.hasOwn(errorCodes, String(value.code))
    );
}

/** Returns a caught value if it is a {@link CodedError}, otherwise `unexpected` with its stack positions. */
export function asCodedError(caught: unknown): CodedError {
    return isCodedError(caught) ? caught : codedError("unexpected", { trace: traceOf(caught) });
}

/** Returns the result of `read`, or what it throws as a {@link CodedError}. */
export function resultOrError<T>(read: () => T): T | CodedError {
    try {
        return read();
    } catch (caught) {
        return asCodedError(caught);
    }
}

/** Returns name, code and stack positions of an error. Leaves its message out, which may quote a value. */
export function traceOf(error: unknown): string {
    const places = (textProperty(error, "stack") ?? "").split("\n").filter((line) => /^ +at /.test(line));
    return [textProperty(error, "name"), textProperty(error, "code"), ...places.map((line) => line.trim())].join(" ");
}

/** Sets the outcome of an error, for callers that know it better. */
export function withOutcome(error: CodedError, outcome: Outcome): CodedError {
    return Object.assign(error, { outcome });
}

/** Adds the position in the caller's statement to an error, if the server gave one. */
export function withPosition(error: CodedError, position: string | undefined): CodedError {
    return position === undefined ? error : Object.assign(error, { position: Number(position) });
}

/** Sets the message of a caught error to the one for its code in `messages`, if there is one. */
export function explained(error: unknown, messages: Partial<Record<ErrorCode, string>>): unknown {
    const message = isCodedError(error) ? messages[error.code] : undefined;
    return error instanceof Error && message !== undefined ? Object.assign(error, { message }) : error;
}

/** Returns a text property of a caught value, if it has one. Drivers may throw values of any type. */
export function textProperty(value: unknown, name: string): string | undefined {
    if (typeof value !== "object" || value === null) {
        return undefined;
    }
    const property: unknown = Reflect.get(value, name);
    return typeof property === "string" ? property : undefined;
}
