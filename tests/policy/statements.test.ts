import assert from "node:assert/strict";
import { allowed, allowsEveryPrincipal, statementsOf } from "../../policy/statements";
import { unknownValue } from "../../policy/values";
import { policy } from "./resources";

describe("the statements of a policy", () => {
    it("are read from JSON, with single values and lists", () => {
        const document = policy({
            Effect: "Allow",
            Principal: { Service: ["a.amazonaws.com", "b.amazonaws.com"], AWS: "1" },
            Action: "s3:GetObject",
            Resource: ["x", "y"],
            Condition: { StringEquals: { "AWS:SourceAccount": "1" }, Bool: { "kms:GrantIsForAWSResource": "true" } },
        });

        const statements = statementsOf(document);

        assert.deepEqual(statements, [
            {
                effect: "Allow",
                actions: ["s3:GetObject"],
                resources: ["x", "y"],
                principals: [
                    { kind: "Service", value: "a.amazonaws.com" },
                    { kind: "Service", value: "b.amazonaws.com" },
                    { kind: "AWS", value: "1" },
                ],
                conditions: [
                    { operator: "StringEquals", key: "aws:sourceaccount", values: ["1"] },
                    { operator: "Bool", key: "kms:grantisforawsresource", values: ["true"] },
                ],
            },
        ]);
    });

    it("may be a single object", () => {
        const statements = statementsOf({ Statement: { Effect: "Deny", Action: ["a:b"] } });

        assert.deepEqual(
            statements.map(({ effect, actions, resources }) => [effect, actions, resources]),
            [["Deny", ["a:b"], []]],
        );
    });

    it("cover everything if they have a Not… element", () => {
        const [statement] = statementsOf(
            policy({ Effect: "Allow", NotAction: "a:b", NotResource: "x", NotPrincipal: { AWS: "1" } }),
        );

        const { actions, resources, principals } = statement ?? assert.fail();

        assert.deepEqual([actions, resources, principals], [["*"], ["*"], [{ kind: "*", value: "*" }]]);
    });

    it("leave out unknown values", () => {
        const [statement] = statementsOf({
            Statement: [unknownValue, { Effect: "Allow", Resource: ["x", unknownValue] }],
        });

        const { resources } = statement ?? assert.fail();

        assert.deepEqual(resources, ["x"]);
    });

    for (const [title, value] of [
        ["not known yet", unknownValue],
        ["no JSON", "{"],
        ["missing", undefined],
    ] as const) {
        it(`are empty for a policy that is ${title}`, () => {
            const statements = statementsOf(value);

            assert.deepEqual(statements, []);
        });
    }

    it("are selected by Allow", () => {
        const document = policy({ Effect: "Allow", Action: "a:b" }, { Effect: "Deny", Action: "c:d" });

        const actions = allowed(document).flatMap((statement) => statement.actions);

        assert.deepEqual(actions, ["a:b"]);
    });

    it("allow every principal by any wildcard", () => {
        const principals = ["*", { AWS: "*" }, { AWS: ["1", "*"] }, { Service: "a.amazonaws.com" }];

        const open = allowed(policy(...principals.map((each) => ({ Effect: "Allow", Principal: each })))).map(
            allowsEveryPrincipal,
        );

        assert.deepEqual(open, [true, true, true, false]);
    });
});
