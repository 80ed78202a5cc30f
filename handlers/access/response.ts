import type { ErrorCode, Outcome } from "../shared/errorCodes";
import type { CodedError } from "../shared/errors";
import { byLoginKind, type LoginKind } from "../shared/loginKinds";
import type { AccessEvent } from "./event";
import type { EndpointHealth } from "./health/healthCheck";
import type { PasswordAges } from "./health/passwordAges";
import type { EndpointKind } from "./parameters";
import type { QueryResult } from "./query/query";
import type { RollUpResult } from "./rollUp/rollUp";
import type { SchemaResult } from "./schema/createSchema";
import type { UpgradeResult } from "./upgrade/upgradeCheck";

/** A failure in a response. */
export interface AnswerError {
    readonly code: ErrorCode;
    readonly message: string;
    readonly retryable: boolean;
    readonly outcome: Outcome;
    /** PostgreSQL's code, if PostgreSQL refused the statement. */
    readonly sqlState?: string;
    /** Position of the mistake in the statement of a `query`, in characters (code points) from 1. */
    readonly position?: number;
    readonly constraint?: string;
    readonly table?: string;
    readonly column?: string;
}

/** The health of both endpoints, or the error of an endpoint's check. */
export type EndpointAnswers = Readonly<Record<EndpointKind, EndpointHealth | { readonly error: AnswerError }>>;

/** The ages of the passwords. A health check does not fail if they cannot be read. */
export interface PasswordAgeAnswer {
    /** Days since each secret was rotated, to one decimal. Null if they cannot be read. */
    readonly passwordAgeDays: Readonly<Record<LoginKind, number | null>>;
    /** The first error, if an age is null. */
    readonly passwordAgeError?: AnswerError;
}

/** The result of a roll-up. It does not fail if old events cannot be dropped. */
export interface RollUpAnswer extends Omit<RollUpResult, "dropError"> {
    readonly dropError?: AnswerError;
}

/** A response of the access function. */
export type Answer =
    | ({
          readonly ok: true;
          readonly action: "healthCheck";
          readonly environment: string;
          readonly endpoints: EndpointAnswers;
      } & PasswordAgeAnswer)
    | ({ readonly ok: true; readonly action: "createSchema"; readonly environment: string } & SchemaResult)
    | ({ readonly ok: true; readonly action: "rollUp"; readonly environment: string } & RollUpAnswer)
    | ({ readonly ok: true; readonly action: "upgradeCheck"; readonly environment: string } & UpgradeResult)
    | ({ readonly ok: true; readonly action: "query" } & QueryResult)
    | ({
          readonly ok: false;
          /** Null if the event names no action. */
          readonly action: AccessEvent["action"] | null;
          readonly error: AnswerError;
          /** In the response to a health check: the result of each endpoint. */
          readonly endpoints?: EndpointAnswers;
      } & Partial<PasswordAgeAnswer>);

/** Returns the response to a failed action. */
export function failure(action: AccessEvent["action"] | null, error: CodedError): Answer {
    return { ok: false, action, error: answerError(error) };
}

/** Returns the response to a health check. It is `ok` only if both endpoints are. */
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

/** Returns the response to a roll-up. */
export function rollUpAnswer(environment: string, { dropError, ...result }: RollUpResult): Answer {
    const failed = dropError !== undefined && { dropError: answerError(dropError) };
    return { ok: true, action: "rollUp", environment, ...result, ...failed };
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

/** Returns only the fields that are for callers. An error may also have fields of the driver. */
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
