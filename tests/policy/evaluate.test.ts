import assert from "node:assert/strict";
import { evaluate } from "../../policy/evaluate";
import { type Exception, stackKind } from "../../policy/exceptions";
import { ofType, types } from "../../policy/resource";
import type { Rule } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { resource } from "./resources";

const neverRight: Rule = {
    id: "never-right",
    scope: "stack",
    enforcement: "advisory",
    severity: "low",
    what: "A secret or a key is right.",
    reason: "It never is.",
    fix: "give up",
    appliesTo: ofType(types.secret, types.key),
    problems: ({ name }, stack) => [`name: ${name}: is one of ${stack.length}`],
};

const stack = [resource(types.secret, {}, "a"), resource(types.key, {}, "b"), resource(types.logGroup, {}, "c")];
const dev = { environment: "dev", decommissioned: false };
const prod = { environment: "prod", decommissioned: false };
const oldProd = { environment: "prod", decommissioned: true };

function except(changes: Partial<Exception>): Exception {
    return { rule: "never-right", where: ["dev"], reason: "It is meant so.", ...changes };
}

describe("the evaluation of a rule", () => {
    it("reports the problem and the fix for each resource that the rule applies to", () => {
        const { violations, excepted, subjects } = evaluate(neverRight, stack, prod, []);

        assert.deepEqual(
            violations.map(({ resource: { name }, message }) => [name, message]),
            [
                ["a", "name: a: is one of 3; give up"],
                ["b", "name: b: is one of 3; give up"],
            ],
        );
        assert.deepEqual([excepted, subjects], [[], 2]);
    });

    const cases: readonly [title: string, exception: Exception, where: typeof dev, left: string[]][] = [
        ["in its environment", except({}), dev, []],
        ["in no other environment", except({}), prod, ["a", "b"]],
        ["in one of its environments", except({ where: ["staging", "dev"] }), dev, []],
        ["everywhere, where it says so", except({ where: ["everywhere"] }), prod, []],
        ["in a decommissioned stack, where it says so", except({ where: ["decommissioned"] }), oldProd, []],
        ["in no other stack, where it says decommissioned", except({ where: ["decommissioned"] }), prod, ["a", "b"]],
        ["for its types alone", except({ types: [types.key] }), dev, ["a"]],
        ["for its rule alone", except({ rule: "another" }), dev, ["a", "b"]],
    ];
    for (const [title, exception, where, left] of cases) {
        it(`lets an exception hold ${title}`, () => {
            const { violations, excepted } = evaluate(neverRight, stack, where, [exception]);

            assert.deepEqual(
                violations.map(({ resource: { name } }) => name),
                left,
            );
            assert.equal(excepted.length, 2 - left.length);
            assert.ok(excepted.every((each) => each.exception === exception));
        });
    }
});

describe("the kind of a stack", () => {
    const kinds: readonly [title: string, config: Partial<Record<string, string>>, kind: typeof dev][] = [
        ["its name, without configuration", {}, { environment: "alice", decommissioned: false }],
        [
            "its name, where the environment is empty",
            { environment: "" },
            { environment: "alice", decommissioned: false },
        ],
        ["its environment, where one is configured", { environment: "dev" }, dev],
        ["decommissioned by its own name", { environment: "prod", decommission: "alice" }, oldProd],
        ["not decommissioned by another name", { environment: "prod", decommission: "prod" }, prod],
        ["not decommissioned by an empty one", { environment: "prod", decommission: "" }, prod],
    ];
    for (const [title, config, expected] of kinds) {
        it(`is ${title}`, () => {
            const kind = stackKind((key) => config[key], "alice");

            assert.deepEqual(kind, expected);
        });
    }
});

describe("the policy's rules", () => {
    it("have unique identifiers and a text in each field", () => {
        const identifiers = rules.map(({ id }) => id);

        const sentences = rules.flatMap(({ what, reason }) => [what, reason]);

        assert.equal(new Set(identifiers).size, identifiers.length);
        assert.deepEqual(
            identifiers.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id)),
            [],
        );
        assert.deepEqual(
            sentences.filter((sentence) => !/^[A-Z].*\.$/.test(sentence)),
            [],
        );
        assert.deepEqual(
            rules.map(({ fix }) => fix).filter((fix) => !/^[a-z].*[^.]$/.test(fix)),
            [],
        );
    });
});
