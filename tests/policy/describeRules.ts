import assert from "node:assert/strict";
import type { Resource } from "../../policy/resource";
import type { Rule } from "../../policy/rule";
import { unknownValue } from "../../policy/values";

/** Stacks that pass a rule, and stacks that fail with exactly these problems. */
export interface RuleCase {
    /** Each element is the resources of a stack. */
    readonly passes: readonly (readonly Resource[])[];
    readonly fails: readonly (readonly [stack: readonly Resource[], ...problems: string[]])[];
}

/** Tests rules with their cases. Each rule needs resources that pass and resources that fail. */
export function describeRules(title: string, rules: readonly Rule[], cases: Readonly<Record<string, RuleCase>>): void {
    describe(title, () => {
        it("each have cases that pass and cases that fail", () => {
            const complete = Object.entries(cases).filter(([, { passes, fails }]) => passes.length * fails.length > 0);

            const identifiers = complete.map(([id]) => id);

            assert.deepEqual(
                identifiers,
                rules.map(({ id }) => id),
            );
            assert.ok(complete.every(([, { fails }]) => fails.every(([, ...problems]) => problems.length > 0)));
        });

        for (const rule of rules) {
            describeRule(rule, cases[rule.id] ?? { passes: [], fails: [] });
        }
    });
}

function describeRule(rule: Rule, { passes, fails }: RuleCase): void {
    it(`${rule.id} accepts correct resources`, () => {
        const problems = passes.flatMap((stack) => problemsOf(rule, stack));

        const subjects = passes.map((stack) => stack.filter(rule.appliesTo).length);

        assert.deepEqual(problems, []);
        assert.ok(subjects.every((count) => count > 0));
    });

    it(`${rule.id} reports violations`, () => {
        const expected = fails.map(([, ...problems]) => problems);

        const problems = fails.map(([stack]) => problemsOf(rule, stack));

        assert.deepEqual(problems, expected);
    });

    it(`${rule.id} accepts unknown values`, () => {
        const unknown = passes.flatMap((stack) => [
            stack.map((each) => withProperties(each, () => unknownValue)),
            stack.map((each) => withProperties(each, unknownWithin)),
        ]);

        const problems = unknown.flatMap((stack) => problemsOf(rule, stack));

        assert.deepEqual(problems, []);
    });
}

function problemsOf(rule: Rule, stack: readonly Resource[]): string[] {
    return stack.filter(rule.appliesTo).flatMap((resource) => rule.problems(resource, stack));
}

function withProperties(resource: Resource, change: (value: unknown) => unknown): Resource {
    const properties = Object.entries(resource.properties).map(([key, value]): [string, unknown] => [
        key,
        change(value),
    ]);
    return { ...resource, properties: Object.fromEntries(properties) };
}

/** The same structure of objects and lists with unknown values. */
function unknownWithin(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(unknownWithin);
    }
    const isObject = typeof value === "object" && value !== null;
    return isObject
        ? Object.fromEntries(
              Object.entries(value).map(([key, inner]: [string, unknown]) => [key, unknownWithin(inner)]),
          )
        : unknownValue;
}
