import { failure } from "./failure.mjs";

/** The rule of the schema for the keys of experiments and variants. */
const key = {
    pattern: /^[a-z0-9][a-z0-9_-]{0,62}$/,
    rule: "1 to 63 of a-z, 0-9, _ and -, the first a letter or digit",
};
const name = { pattern: /^[^\0]{1,200}$/, rule: "text of 1 to 200 characters" };
/** With milliseconds at most, the precision of JavaScript's dates. */
const time = {
    pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/,
    rule: "a time of ISO 8601 with its zone, such as 2026-11-26T12:00:00.000Z",
};

/**
 * Validates the body of a definition. Each `read` function returns the arguments of one verb.
 *
 * @throws `requestInvalid`, with the field and its rule.
 */
export function readDefinition(experiment, body) {
    const { name: title, variants, guardRails = [] } = only(body, ["name", "variants", "guardRails"]);
    if (!Array.isArray(variants) || variants.length < 2 || variants.length > 100) {
        throw invalid("variants", "a list of 2 to 100");
    }
    if (!Array.isArray(guardRails) || guardRails.length > 100) throw invalid("guardRails", "a list of up to 100");
    return {
        experiment: text("experiment", experiment, key),
        name: text("name", title, name),
        variants: variants.map((variant) => {
            const { key: variantKey, weight, control = false } = only(variant, ["key", "weight", "control"]);
            if (!Number.isInteger(weight) || weight < 0 || weight > 10_000) {
                throw invalid("weight", "a whole number from 0 to 10000");
            }
            if (typeof control !== "boolean") throw invalid("control", "true or false");
            return { key: text("key", variantKey, key), weight, control };
        }),
        guardRails: guardRails.map((guardRail) => {
            const { metric, worseWhen, margin } = only(guardRail, ["metric", "worseWhen", "margin"]);
            if (worseWhen !== "higher" && worseWhen !== "lower") throw invalid("worseWhen", "higher or lower");
            if (!Number.isFinite(margin) || margin < 0) throw invalid("margin", "a number from 0, such as 0.05");
            return { metric: text("metric", metric, name), worseWhen, margin };
        }),
    };
}

export function readAssignment(experiment, body) {
    const { unit } = only(body, ["unit"]);
    return { experiment: text("experiment", experiment, key), unit: text("unit", unit, name) };
}

export function readExposure(experiment, body) {
    const { unit, exposedAt } = only(body, ["unit", "exposedAt"]);
    return { ...readAssignment(experiment, { unit }), exposedAt: when("exposedAt", exposedAt) };
}

export function readEvent(body) {
    const { unit, metric, value = 1, occurredAt } = only(body, ["unit", "metric", "value", "occurredAt"]);
    if (!Number.isFinite(value) || Math.abs(value) > 1e100) throw invalid("value", "a number from -1e100 to 1e100");
    return {
        unit: text("unit", unit, name),
        metric: text("metric", metric, name),
        value,
        occurredAt: when("occurredAt", occurredAt),
    };
}

export function readQuestion(experiment, parameters) {
    return { experiment: text("experiment", experiment, key), metric: text("metric", parameters.get("metric"), name) };
}

/** The time is part of an event's identity. The default is the service's own clock, read once for all attempts. */
function when(field, value = new Date().toISOString()) {
    const given = text(field, value, time);
    if (Number.isNaN(Date.parse(given))) throw invalid(field, time.rule);
    return given;
}

function text(field, value, { pattern, rule }) {
    if (typeof value !== "string" || !pattern.test(value)) throw invalid(field, rule);
    return value;
}

function only(body, fields) {
    if (typeof body !== "object" || body === null || Array.isArray(body)) throw invalid("body", "a JSON object");
    const unknown = Object.keys(body).find((field) => !fields.includes(field));
    if (unknown !== undefined) throw invalid(unknown, `none of the fields ${fields.join(", ")}`);
    return body;
}

function invalid(field, rule) {
    return failure(
        400,
        "requestInvalid",
        rule.startsWith("none") ? `${field}: is ${rule}` : `${field}: must be ${rule}`,
    );
}
