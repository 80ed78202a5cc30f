import assert from "node:assert/strict";
import { URLSearchParams } from "node:url";
import { describe, it } from "mocha";
import {
    readAssignment,
    readDefinition,
    readEvent,
    readExposure,
    readQuestion,
} from "../../../examples/application/requests.mjs";

const at = "2026-11-26T12:00:00.000Z";
const variants = [
    { key: "control", weight: 5000, control: true },
    { key: "green", weight: 5000 },
];
const guardRails = [{ metric: "minutes", worseWhen: "lower", margin: 0.05 }];
const question = (text) => new URLSearchParams(text);

describe("a caller's request", () => {
    it("is parsed into the operation's arguments, with defaults", () => {
        const read = [
            readDefinition("button", { name: "Which", variants }),
            readDefinition("button", { name: "Which", variants, guardRails }),
            readAssignment("button", { unit: "u" }),
            readExposure("button", { unit: "u", exposedAt: at }),
            readEvent({ unit: "u", metric: "purchase", occurredAt: at }),
            readQuestion("button", question("metric=purchase")),
        ];

        const whole = [variants[0], { ...variants[1], control: false }];
        assert.deepEqual(read, [
            { experiment: "button", name: "Which", variants: whole, guardRails: [] },
            { experiment: "button", name: "Which", variants: whole, guardRails },
            { experiment: "button", unit: "u" },
            { experiment: "button", unit: "u", exposedAt: at },
            { unit: "u", metric: "purchase", value: 1, occurredAt: at },
            { experiment: "button", metric: "purchase" },
        ]);
    });

    it("gets the service's own time if it holds none", () => {
        const before = Date.now();

        const { occurredAt } = readEvent({ unit: "u", metric: "purchase" });

        assert.ok(Date.parse(occurredAt) >= before && Date.parse(occurredAt) <= Date.now());
    });

    for (const [what, read, message] of [
        ["no object", () => readAssignment("button", ["u"]), "body: must be a JSON object"],
        ["null", () => readEvent(null), "body: must be a JSON object"],
        ["an unknown field", () => readAssignment("button", { user: "u" }), "user: is none of the fields unit"],
        [
            "an experiment's key that the schema refuses",
            () => readAssignment("A b", { unit: "u" }),
            "experiment: must be 1 to 63 of a-z, 0-9, _ and -, the first a letter or digit",
        ],
        ["an empty unit", () => readAssignment("button", { unit: "" }), "unit: must be text of 1 to 200 characters"],
        ["a NUL", () => readAssignment("button", { unit: "a\0" }), "unit: must be text of 1 to 200 characters"],
        ["a unit that is a number", () => readEvent({ unit: 1 }), "unit: must be text of 1 to 200 characters"],
        ["no metric", () => readQuestion("button", question("")), "metric: must be text of 1 to 200 characters"],
        [
            "a value that is text",
            () => readEvent({ unit: "u", metric: "m", value: "1" }),
            "value: must be a number from -1e100 to 1e100",
        ],
        [
            "a value beyond the schema's",
            () => readEvent({ unit: "u", metric: "m", value: -1.1e100 }),
            "value: must be a number from -1e100 to 1e100",
        ],
        [
            "a time without a zone",
            () => readExposure("button", { unit: "u", exposedAt: "2026-11-26T12:00:00" }),
            "exposedAt: must be a time of ISO 8601 with its zone, such as 2026-11-26T12:00:00.000Z",
        ],
        [
            "a time that is none",
            () => readEvent({ unit: "u", metric: "m", occurredAt: "2026-13-26T12:00:00Z" }),
            "occurredAt: must be a time of ISO 8601 with its zone, such as 2026-11-26T12:00:00.000Z",
        ],
        [
            "one variant",
            () => readDefinition("button", { name: "n", variants: variants.slice(1) }),
            "variants: must be a list of 2 to 100",
        ],
        [
            "a weight beyond the schema's",
            () => readDefinition("button", { name: "n", variants: [{ key: "a", weight: 10_001 }, variants[0]] }),
            "weight: must be a whole number from 0 to 10000",
        ],
        [
            "a control that is neither",
            () => readDefinition("button", { name: "n", variants: [{ key: "a", weight: 1, control: 1 }, variants[0]] }),
            "control: must be true or false",
        ],
        [
            "a guard rail without its direction",
            () => readDefinition("button", { name: "n", variants, guardRails: [{ metric: "m", margin: 0 }] }),
            "worseWhen: must be higher or lower",
        ],
        [
            "a guard rail with a margin below 0",
            () => readDefinition("button", { name: "n", variants, guardRails: [{ ...guardRails[0], margin: -0.1 }] }),
            "margin: must be a number from 0, such as 0.05",
        ],
    ]) {
        it(`is refused with ${what}`, () => {
            assert.throws(read, { status: 400, failureCode: "requestInvalid", message });
        });
    }
});
