import assert from "node:assert/strict";
import { describeFaults, type FaultCase, keepUsable, type Worlds } from "./harness/cases";
import { verdict } from "./harness/verdict";

const invalid = ["eventInvalid", false, "notSent"] as const;
const query = { action: "query", sql: "select 1" };

const events: readonly (readonly [title: string, event: unknown])[] = [
    ["null", null],
    ["a text", "healthCheck"],
    ["a list", [query]],
    ["no action", {}],
    ["an unknown action", { action: "drop" }],
    ["an action of another type", { action: 1 }],
    ["an unknown field", { ...query, limit: 1 }],
    ["a field of another action", { action: "healthCheck", sql: "select 1" }],
    ["no statement", { action: "query" }],
    ["an empty statement", { action: "query", sql: " ; -- nothing" }],
    ["a statement of another type", { action: "query", sql: ["select 1"] }],
    ["transaction control", { action: "query", sql: "commit" }],
    ["an unknown target", { ...query, target: "both" }],
    ["a parameter that is an object", { ...query, parameters: [{}] }],
    ["parameters that are not a list", { ...query, parameters: "1" }],
    ["too many parameters", { ...query, parameters: Array<number>(32_768).fill(1) }],
    ["maxRows of 0", { ...query, maxRows: 0 }],
    ["maxRows as a text", { ...query, maxRows: "1" }],
    ["maxBytes beyond the limit", { ...query, maxBytes: 5_000_001 }],
    ["a prototype key", JSON.parse('{"action":"query","sql":"select 1","__proto__":{"target":"writer"}}')],
    ["a constructor key", { ...query, constructor: { prototype: {} } }],
    ["half of a surrogate pair in a parameter", { ...query, parameters: ["\ud800"] }],
    ["half of a surrogate pair in the statement", { action: "query", sql: "select '\ud800'" }],
    ["a U+0000 in the statement", { action: "query", sql: "select '\0'" }],
];

const cases: readonly FaultCase[] = [
    ...events.map(([title, event]) => ({ title, event, expected: invalid })),
    {
        title: "an event of just under 6 MB",
        event: { ...query, parameters: [], sql: `select 1 /*${"x".repeat(6_200_000)}*/` },
        expected: ["ok"],
    },
];

/** Events that a caller can send. */
export function describeEventFaults(worlds: Worlds): void {
    describe("events", () => {
        describeFaults("one event at a time", worlds, cases);

        describe("of more than 6 MB", () => {
            keepUsable(worlds);

            it("are refused by Lambda itself", async () => {
                const world = worlds();

                const result = await world.invoke({ ...query, sql: `select 1 /*${"x".repeat(6_300_000)}*/` });

                assert.equal(result.ok ? verdict(result) : result.errorType, "RequestTooLargeException");
            });
        });
    });
}
