import assert from "node:assert/strict";
import { alarmRuleHolds, alarmsNamedIn } from "./alarmRule";

const rules: readonly [rule: string, alarms: readonly string[], holds: boolean][] = [
    ['ALARM("a")', ["a"], true],
    ['ALARM("a")', ["b"], false],
    ['NOT ALARM("a")', [], true],
    ['NOT NOT ALARM("a")', ["a"], true],
    ['ALARM("a") AND ALARM("b")', ["a"], false],
    ['ALARM("a") AND ALARM("b")', ["a", "b"], true],
    ['ALARM("a") OR ALARM("b")', ["b"], true],
    ['ALARM("a") OR ALARM("b")', [], false],
    ['NOT (ALARM("a") OR ALARM("b AND c"))', ["b AND c"], false],
    ['ALARM("a") AND (ALARM("b") OR NOT ALARM("c"))', ["a"], true],
    ['ALARM("a") AND (ALARM("b") OR NOT ALARM("c"))', ["a", "c"], false],
];

const wrong: readonly string[] = [
    "",
    "ALARM(a)",
    'OK("a")',
    'ALARM("a") AND',
    'ALARM("a") ALARM("b")',
    '(ALARM("a")',
    'ALARM("a") OR ALARM("b") AND ALARM("c")',
    '(ALARM("a") AND ALARM("b") OR ALARM("c"))',
];

describe("the evaluator of alarm rules", () => {
    for (const [rule, alarms, holds] of rules) {
        it(`is ${holds ? "true" : "false"} for ${rule} if ${alarms.join(", ") || "none"} is in ALARM`, () => {
            const found = alarmRuleHolds(rule, alarms);

            assert.equal(found, holds);
        });
    }

    for (const rule of wrong) {
        it(`refuses ${rule || "an empty rule"}`, () => {
            assert.throws(() => alarmRuleHolds(rule, ["a"]), Error);
        });
    }

    it("names the alarms of a rule", () => {
        const names = alarmsNamedIn('ALARM("a") OR (ALARM("b-1") AND NOT ALARM("a"))');

        assert.deepEqual(names, ["a", "b-1", "a"]);
    });
});
