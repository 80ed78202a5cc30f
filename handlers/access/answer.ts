import type { CodedError, ErrorCode, Outcome } from "../errors";
import type { SchemaResult } from "./createSchema";
import type { AccessEvent } from "./event";
import type { EndpointHealth } from "./healthCheck";
import type { EndpointKind } from "./parameters";
import type { QueryResult } from "./query";

/** A failure as a caller sees it. */
export interface AnswerError {
    readonly code: ErrorCode;
    readonly message: string;
    readonly retryable: boolean;
    readonly outcome: Outcome;
    /** PostgreSQL's code and names, where it was PostgreSQL that refused. */
    readonly sqlState?: string;
    readonly constraint?: string;
    readonly table?: string;
    readonly column?: string;
}

/** Both endpoints' health; an endpoint that cannot be asked has the error in its place. */
export type EndpointAnswers = Readonly<Record<EndpointKind, EndpointHealth | { readonly error: AnswerError }>>;

/** What the access function answers. */
export type Answer =
    | {
          readonly ok: true;
          readonly action: "healthCheck";
          readonly environment: string;
          readonly endpoints: EndpointAnswers;
      }
    | ({ readonly ok: true; readonly action: "createSchema"; readonly environment: string } & SchemaResult)
    | ({ readonly ok: true; readonly action: "query" } & QueryResult)
    | {
          readonly ok: false;
          /** Null where the event names no action. */
          readonly action: AccessEvent["action"] | null;
          readonly error: AnswerError;
          /** In the answer of a health check that reached the database's parameters: what each endpoint said. */
          readonly endpoints?: EndpointAnswers;
      };

/** The answer to an action that failed. */
export function failure(action: AccessEvent["action"] | null, error: CodedError): Answer {
    return { ok: false, action, error: answerError(error) };
}

/** The answer to a health check: not `ok` where one of the endpoints is not. */
export function healthAnswer(
    environment: string,
    health: Readonly<Record<EndpointKind, EndpointHealth | CodedError>>,
): Answer {
    const { writer, reader } = health;
    const endpoints = { writer: endpointAnswer(writer), reader: endpointAnswer(reader) };
    const error = [writer, reader].find((endpoint) => endpoint instanceof Error);
    return error === undefined
        ? { ok: true, action: "healthCheck", environment, endpoints }
        : { ok: false, action: "healthCheck", error: answerError(error), endpoints };
}

function endpointAnswer(endpoint: EndpointHealth | CodedError): EndpointHealth | { readonly error: AnswerError } {
    return endpoint instanceof Error ? { error: answerError(endpoint) } : endpoint;
}

/** Only the fields that are meant for callers: an error may carry the driver's own ones. */
function answerError(error: CodedError): AnswerError {
    const { code, message, retryable, outcome, sqlState, constraint, table, column } = error;
    return {
        code,
        message,
        retryable,
        outcome,
        ...(sqlState !== undefined && { sqlState }),
        ...(constraint !== undefined && { constraint }),
        ...(table !== undefined && { table }),
        ...(column !== undefined && { column }),
    };
}
