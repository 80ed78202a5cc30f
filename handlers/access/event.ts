import { type CodedError, codedError } from "../shared/errors";
import type { EndpointKind } from "./parameters";
import { statementProblem } from "./query/statement";

/** The action `query`, with its defaults filled in. */
export interface QueryEvent {
    readonly action: "query";
    readonly sql: string;
    /** The text of each parameter, or null. */
    readonly parameters: readonly (string | null)[];
    readonly target: EndpointKind;
    readonly maxRows: number;
    readonly maxBytes: number;
}

/** An event of the access function. */
export type AccessEvent =
    | { readonly action: "healthCheck" }
    | { readonly action: "createSchema" }
    | { readonly action: "rollUp" }
    | { readonly action: "upgradeCheck"; readonly major: number }
    | QueryEvent;

const actions = ["healthCheck", "createSchema", "rollUp", "upgradeCheck", "query"] as const;
/** The newest major version whose obstacles `upgradeCheck` knows. */
const newestMajor = 18;
const queryFields = ["action", "sql", "parameters", "target", "maxRows", "maxBytes"];
const rowsDefault = 1000;
const rowsLimit = 10_000;
/** Lambda's own limit is 6 MB for the whole response. */
const bytesLimit = 5_000_000;
/** The protocol counts parameters in 16 bits. */
const parametersLimit = 32_767;

/**
 * Checks an event.
 *
 * @throws `eventInvalid`, with the field, the rule, the fix, and the value unless it may be personal data.
 */
export function parseEvent(event: unknown): AccessEvent {
    if (typeof event !== "object" || event === null || Array.isArray(event)) {
        throw invalid("event", "must be a JSON object; send one with an action");
    }
    const fields: Readonly<Record<string, unknown>> = { ...event };
    const action = oneOf("action", fields.action, actions);
    const known = fieldsOf(action);
    for (const name of Object.keys(event)) {
        if (!known.includes(name)) {
            throw invalid(shown(name), `${action} does not take this field; it takes ${known.join(", ")}`);
        }
    }
    if (action === "upgradeCheck") {
        return { action, major: wholeNumber("major", fields.major, newestMajor) };
    }
    if (action !== "query") {
        return { action };
    }
    return {
        action,
        sql: statement(fields.sql),
        parameters: parameterTexts(fields.parameters ?? []),
        target: oneOf("target", fields.target ?? "reader", ["reader", "writer"]),
        maxRows: wholeNumber("maxRows", fields.maxRows ?? rowsDefault, rowsLimit),
        maxBytes: wholeNumber("maxBytes", fields.maxBytes ?? bytesLimit, bytesLimit),
    };
}

function fieldsOf(action: string): readonly string[] {
    return action === "query" ? queryFields : action === "upgradeCheck" ? ["action", "major"] : ["action"];
}

function statement(sql: unknown): string {
    if (typeof sql !== "string") {
        throw invalid("sql", "must be a text; write one statement");
    }
    const problem = statementProblem(sql);
    if (problem !== undefined) {
        throw invalid("sql", problem);
    }
    return sql;
}

function parameterTexts(parameters: unknown): (string | null)[] {
    if (!Array.isArray(parameters) || parameters.length > parametersLimit) {
        throw invalid("parameters", `must be an array of at most ${parametersLimit} values; send one`);
    }
    return parameters.map((value: unknown, index) => parameterText(`parameters[${index}]`, value));
}

/** Never quotes the value, because it may be personal data. */
function parameterText(name: string, value: unknown): string | null {
    if (value === null) {
        return null;
    }
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
        throw invalid(name, "must be a text, number, boolean or null; write an object as JSON text, an array as {…}");
    }
    if (typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
        throw invalid(name, "must be a number within 2^53, as JSON loses the digits of larger ones; send it as a text");
    }
    const text = String(value);
    if (text.includes("\0")) {
        throw invalid(name, "must not hold the character U+0000; remove it");
    }
    if (/\p{Surrogate}/u.test(text)) {
        throw invalid(name, "must not hold half of a surrogate pair; send whole characters");
    }
    return text;
}

function oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): T {
    const found = allowed.find((each) => each === value);
    if (found === undefined) {
        throw invalid(name, `must be one of ${allowed.join(", ")}; choose one`, value);
    }
    return found;
}

function wholeNumber(name: string, value: unknown, maximum: number): number {
    if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > maximum) {
        throw invalid(name, `must be a whole number from 1 to ${maximum}; choose one`, value);
    }
    return value;
}

function invalid(name: string, ruleAndFix: string, ...value: readonly unknown[]): CodedError {
    return codedError("eventInvalid", { message: [name, ...value.map(described), ruleAndFix].join(": ") });
}

/** Describes a value for a message. Leaves out the content of objects, which may be nested too deeply to print. */
function described(value: unknown): string {
    if (typeof value === "object" && value !== null) {
        return Array.isArray(value) ? "an array" : "an object";
    }
    return value === undefined ? "not given" : shown(JSON.stringify(value));
}

/** Cuts a caller's text for a message. */
function shown(text: string): string {
    return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
