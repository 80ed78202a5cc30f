import assert from "node:assert/strict";
import { alarmsThatRaise } from "../../policy/alarmRule";

describe("the rule of a composite alarm", () => {
    const rules: readonly (readonly [alarmRule: string, ...raising: string[]])[] = [
        ['ALARM("a") OR ALARM(b)', "a", "b"],
        ['ALARM("a b (c)")', "a b (c)"],
        ['ALARM("a") AND NOT ALARM("b") AND ALARM("c")', "a", "c"],
        ['NOT (ALARM("a") OR (NOT ALARM("b"))) AND ALARM("c")', "b", "c"],
        ["NOT NOT ALARM(a)", "a"],
        ["OK(a) OR NOT OK(b)", "b"],
        ["INSUFFICIENT_DATA(a) OR NOT INSUFFICIENT_DATA(b) OR ALARM(c)", "c"],
        ["TRUE AND NOT FALSE"],
    ];
    for (const [alarmRule, ...raising] of rules) {
        it(`${alarmRule} is raised by ${raising.join(" and ") || "none"}`, () => {
            const found = alarmsThatRaise(alarmRule);

            assert.deepEqual(found, raising);
        });
    }
});
