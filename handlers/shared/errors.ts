import { type ErrorCode, errorCodes, type Outcome } from "./errorCodes";

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
    const { message, retryable = false, outcome } = errorCodes[code];
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
