import type { ErrorCode, Outcome } from "../shared/errorCodes";
import type { CodedError } from "../shared/errors";
import { byLoginKind, type LoginKind } from "../shared/loginKinds";
import type { AccessEvent } from "./event";
import type { EndpointHealth } from "./health/healthCheck";
import type { PasswordAges } from "./health/passwordAges";
import type { EndpointKind } from "./parameters";
import type { QueryResult } from "./query/query";
import type { SchemaResult } from "./schema/createSchema";

/** A failure as a caller sees it. */
export interface AnswerError {
    readonly code: ErrorCode;
    readonly message: string;
    readonly retryable: boolean;
    readonly outcome: Outcome;
    /** PostgreSQL's code and names, where it was PostgreSQL that refused. */
    readonly sqlState?: string;
    /** Where in the statement of a `query` PostgreSQL found the mistake: its character (code point), the first being 1. */
    readonly position?: number;
    readonly constraint?: string;
    readonly table?: string;
    readonly column?: string;
}

/** Both endpoints' health; an endpoint that cannot be asked has the error in its place. */
export type EndpointAnswers = Readonly<Record<EndpointKind, EndpointHealth | { readonly error: AnswerError }>>;

/** How old the passwords are. That it cannot be read does not make a health check fail. */
export interface PasswordAgeAnswer {
    /** Days since each secret was rotated, to one decimal; null where they cannot be read. */
    readonly passwordAgeDays: Readonly<Record<LoginKind, number | null>>;
    /** Where one is null: why. */
    readonly passwordAgeError?: AnswerError;
}

/** What the access function answers. */
export type Answer =
    | ({
          readonly ok: true;
          readonly action: "healthCheck";
          readonly environment: string;
          readonly endpoints: EndpointAnswers;
      } & PasswordAgeAnswer)
    | ({ readonly ok: true; readonly action: "createSchema"; readonly environment: string } & SchemaResult)
    | ({ readonly ok: true; readonly action: "query" } & QueryResult)
    | ({
          readonly ok: false;
          /** Null where the event names no action. */
          readonly action: AccessEvent["action"] | null;
          readonly error: AnswerError;
          /** In the answer of a health check: what each endpoint said. */
          readonly endpoints?: EndpointAnswers;
      } & Partial<PasswordAgeAnswer>);

/** The answer to an action that failed. */
export function failure(action: AccessEvent["action"] | null, error: CodedError): Answer {
    return { ok: false, action, error: answerError(error) };
}

/** The answer to a health check: not `ok` where one of the endpoints is not. */
export function healthAnswer(
    environment: string,
    health: Readonly<Record<EndpointKind, EndpointHealth | CodedError>>,
    ages: PasswordAges,
): Answer {
    const { writer, reader } = health;
    const endpoints = { writer: endpointAnswer(writer), reader: endpointAnswer(reader) };
    const passwords = passwordAgeAnswer(ages);
    const error = [writer, reader].find((endpoint) => endpoint instanceof Error);
    return error === undefined
        ? { ok: true, action: "healthCheck", environment, endpoints, ...passwords }
        : { ok: false, action: "healthCheck", error: answerError(error), endpoints, ...passwords };
}

function passwordAgeAnswer(ages: PasswordAges): PasswordAgeAnswer {
    const error = Object.values(ages).find((age) => age instanceof Error);
    return {
        passwordAgeDays: byLoginKind((kind) => daysOf(ages[kind])),
        ...(error !== undefined && { passwordAgeError: answerError(error) }),
    };
}

function daysOf(age: number | CodedError): number | null {
    return age instanceof Error ? null : age;
}

function endpointAnswer(endpoint: EndpointHealth | CodedError): EndpointHealth | { readonly error: AnswerError } {
    return endpoint instanceof Error ? { error: answerError(endpoint) } : endpoint;
}

/** Only the fields that are meant for callers: an error may carry the driver's own ones. */
function answerError(error: CodedError): AnswerError {
    const { code, message, retryable, outcome, sqlState, position, constraint, table, column } = error;
    return {
        code,
        message,
        retryable,
        outcome,
        ...(sqlState !== undefined && { sqlState }),
        ...(position !== undefined && { position }),
        ...(constraint !== undefined && { constraint }),
        ...(table !== undefined && { table }),
        ...(column !== undefined && { column }),
    };
}
