import assert from "node:assert/strict";
import { parseSettings } from "../../../settings/parse";
import { stackValues } from "../stackFiles";

/** Changes of the staging stack's values, and the mistakes that they are, none where they are right. */
export type Case = readonly [changes: Record<string, string>, ...mistakes: string[]];

/** A test for each case: the message is exactly these mistakes. */
export function describeRules(name: string, cases: readonly Case[]): void {
    describe(`the rules of ${name}`, () => {
        for (const [changes, ...mistakes] of cases) {
            it(`${mistakes.length === 0 ? "accept" : "refuse"} ${JSON.stringify(changes).slice(0, 150)}`, () => {
                const parse = () => parseSettings(stackValues("staging", changes), "staging");

                if (mistakes.length === 0) {
                    assert.doesNotThrow(parse);
                } else {
                    const headline = "The configuration of stack staging has a mistake:";
                    assert.throws(parse, { message: [headline, ...mistakes].join("\n  ") });
                }
            });
        }
    });
}

/** What is said of a number out of its range. */
export function integer(min: number, max: number): string {
    return `must be a whole number from ${min} to ${max}`;
}

/** What is said of a word that is not a boolean. */
export const flag = "must be true or false";
