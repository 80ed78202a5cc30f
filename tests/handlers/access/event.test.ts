import assert from "node:assert/strict";
import { inspect } from "node:util";
import { parseEvent } from "../../../handlers/access/event";

describe("parseEvent", () => {
    it("adds a query's defaults", () => {
        const parsed = parseEvent({ action: "query", sql: "select 1" });

        assert.deepEqual(parsed, {
            action: "query",
            sql: "select 1",
            parameters: [],
            target: "reader",
            maxRows: 1000,
            maxBytes: 5_000_000,
        });
    });

    it("converts parameters into PostgreSQL's text form", () => {
        const parsed = parseEvent({ action: "query", sql: "x", parameters: ["a", 1.5, true, null, -0, 1e-21] });

        assert.deepEqual("parameters" in parsed && parsed.parameters, ["a", "1.5", "true", null, "0", "1e-21"]);
    });

    const long = "x".repeat(100);
    const nested: unknown = JSON.parse(`${'{"a":'.repeat(500_000)}1${"}".repeat(500_000)}`);
    const wrong: readonly (readonly [unknown, string])[] = [
        [undefined, "event: must be a JSON object; send one with an action"],
        [null, "event: must be a JSON object; send one with an action"],
        ["query", "event: must be a JSON object; send one with an action"],
        [[{ action: "query" }], "event: must be a JSON object; send one with an action"],
        [{}, "action: not given: must be one of healthCheck, createSchema, rollUp, upgradeCheck, query; choose one"],
        [
            { action: "drop" },
            'action: "drop": must be one of healthCheck, createSchema, rollUp, upgradeCheck, query; choose one',
        ],
        [
            { action: long },
            `action: "${"x".repeat(59)}…: must be one of healthCheck, createSchema, rollUp, upgradeCheck, query; choose one`,
        ],
        [{ action: "healthCheck", sql: "x" }, "sql: healthCheck does not take this field; it takes action"],
        [{ action: "createSchema", x: 1 }, "x: createSchema does not take this field; it takes action"],
        [{ action: "rollUp", days: 1 }, "days: rollUp does not take this field; it takes action"],
        [
            { action: "query", sql: "x", maxrows: 1 },
            "maxrows: query does not take this field; it takes action, sql, parameters, target, maxRows, maxBytes",
        ],
        [
            JSON.parse('{"action": "query", "sql": "x", "__proto__": {"target": "writer"}}'),
            "__proto__: query does not take this field; it takes action, sql, parameters, target, maxRows, maxBytes",
        ],
        [{ action: "upgradeCheck" }, "major: not given: must be a whole number from 1 to 18; choose one"],
        [{ action: "upgradeCheck", major: "16" }, 'major: "16": must be a whole number from 1 to 18; choose one'],
        [{ action: "upgradeCheck", major: 19 }, "major: 19: must be a whole number from 1 to 18; choose one"],
        [
            { action: "upgradeCheck", major: 16, sql: "x" },
            "sql: upgradeCheck does not take this field; it takes action, major",
        ],
        [{ action: "query" }, "sql: must be a text; write one statement"],
        [{ action: "query", sql: 1 }, "sql: must be a text; write one statement"],
        [{ action: "query", sql: "" }, "sql: must hold a statement; write one"],
        [{ action: "query", sql: "-- nothing" }, "sql: must hold a statement; write one"],
        [{ action: "query", sql: "select '\0'" }, "sql: must not hold the character U+0000; remove it"],
        [
            { action: "query", sql: "commit" },
            "sql: must not be COMMIT, as each query is a transaction of its own; leave it out",
        ],
        [
            { action: "query", sql: "x", parameters: "a" },
            "parameters: must be an array of at most 32767 values; send one",
        ],
        [
            { action: "query", sql: "x", parameters: new Array(32_768).fill(null) },
            "parameters: must be an array of at most 32767 values; send one",
        ],
        [
            { action: "query", sql: "x", parameters: ["a", { secret: 1 }] },
            "parameters[1]: must be a text, number, boolean or null; write an object as JSON text, an array as {…}",
        ],
        [
            { action: "query", sql: "x", parameters: ["a\0b"] },
            "parameters[0]: must not hold the character U+0000; remove it",
        ],
        ...[2 ** 53, -(2 ** 53), 9_007_199_254_740_993n, 1e300, JSON.parse("1e999")].map(
            (number) =>
                [
                    { action: "query", sql: "x", parameters: [Number.MAX_SAFE_INTEGER, 0.1, Number(number)] },
                    "parameters[2]: must be a number within 2^53, as JSON loses the digits of larger ones; send it as a text",
                ] as const,
        ),
        [
            { action: "query", sql: "x", parameters: nested },
            "parameters: must be an array of at most 32767 values; send one",
        ],
        [
            { action: "query", sql: "x", parameters: [nested] },
            "parameters[0]: must be a text, number, boolean or null; write an object as JSON text, an array as {…}",
        ],
        [
            { action: nested },
            "action: an object: must be one of healthCheck, createSchema, rollUp, upgradeCheck, query; choose one",
        ],
        [
            { action: [nested] },
            "action: an array: must be one of healthCheck, createSchema, rollUp, upgradeCheck, query; choose one",
        ],
        [{ action: "query", sql: nested }, "sql: must be a text; write one statement"],
        [{ action: "query", sql: "x", target: nested }, "target: an object: must be one of reader, writer; choose one"],
        [
            { action: "query", sql: "x", maxRows: nested },
            "maxRows: an object: must be a whole number from 1 to 10000; choose one",
        ],
        [
            { action: "query", sql: "x", maxBytes: [nested] },
            "maxBytes: an array: must be a whole number from 1 to 5000000; choose one",
        ],
        [{ action: "healthCheck", nested }, "nested: healthCheck does not take this field; it takes action"],
        [{ action: "query", sql: "x", target: "both" }, 'target: "both": must be one of reader, writer; choose one'],
        [{ action: "query", sql: "x", maxRows: 0 }, "maxRows: 0: must be a whole number from 1 to 10000; choose one"],
        [
            { action: "query", sql: "x", maxRows: "5" },
            'maxRows: "5": must be a whole number from 1 to 10000; choose one',
        ],
        [
            { action: "query", sql: "x", maxRows: 1.5 },
            "maxRows: 1.5: must be a whole number from 1 to 10000; choose one",
        ],
        [
            { action: "query", sql: "x", maxBytes: 5_000_001 },
            "maxBytes: 5000001: must be a whole number from 1 to 5000000; choose one",
        ],
    ];
    for (const [event, message] of wrong) {
        it(`refuses ${inspect(event, { breakLength: Infinity }).slice(0, 70)}: ${message.slice(0, 20)}`, () => {
            assert.throws(() => parseEvent(event), { code: "eventInvalid", message });
        });
    }
});
