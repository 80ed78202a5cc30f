import assert from "node:assert/strict";
import { parsePolicy, type PolicyKind } from "../../../../tools/local/iam/policy";

const allow = { Effect: "Allow", Action: "ssm:GetParameters", Resource: "*" };

function documentOf(statement: unknown): object {
    return { Version: "2012-10-17", Statement: [statement] };
}

describe("parsePolicy", () => {
    it("reads JSON text and an object alike", () => {
        const document = documentOf({
            ...allow,
            Sid: "Read",
            Condition: { StringEquals: { "kms:ViaService": "ssm" } },
        });

        const fromText = parsePolicy(JSON.stringify(document), "identity", "role");
        const fromObject = parsePolicy(document, "identity", "role");

        assert.deepEqual(fromText, fromObject);
        assert.deepEqual(fromObject, {
            statements: [
                {
                    effect: "Allow",
                    principal: undefined,
                    actions: ["ssm:GetParameters"],
                    resources: ["*"],
                    conditions: [{ operator: "StringEquals", key: "kms:viaservice", values: ["ssm"] }],
                },
            ],
        });
    });

    it("takes one statement without a list", () => {
        const policy = parsePolicy({ Version: "2012-10-17", Statement: allow }, "identity", "role");

        assert.equal(policy.statements.length, 1);
    });

    it("sorts the principals of a resource policy", () => {
        const principal = {
            AWS: ["arn:aws:iam::111122223333:root", "444455556666", "arn:aws:iam::111122223333:role/path/app"],
            Service: "rds.amazonaws.com",
        };

        const policy = parsePolicy(documentOf({ ...allow, Principal: principal }), "resource", "key");

        assert.deepEqual(policy.statements[0]?.principal, {
            everyone: false,
            accountIds: ["111122223333", "444455556666"],
            roleArns: ["arn:aws:iam::111122223333:role/path/app"],
            services: ["rds.amazonaws.com"],
        });
    });

    it("gives a trust policy every resource, since it has no Resource element", () => {
        const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };

        const policy = parsePolicy(documentOf(statement), "trust", "role");

        assert.deepEqual(policy.statements[0]?.resources, ["*"]);
    });

    const refused: [what: string, document: string | object, kind: PolicyKind, message: RegExp][] = [
        ["text that is no JSON", "{", "identity", /^Error: p: the policy is not JSON/],
        ["a list", "[]", "identity", /^Error: p: expected an object, got \[\]/],
        [
            "another version",
            { Version: "2008-10-17", Statement: [allow] },
            "identity",
            /Version "2008-10-17" is not supp/,
        ],
        ["no version", { Statement: [allow] }, "identity", /Version undefined is not supported/],
        ["no statement", { Version: "2012-10-17", Statement: [] }, "identity", /Statement is empty/],
        [
            "an unknown element",
            { ...documentOf(allow), Owner: "me" },
            "identity",
            /^Error: p: the element Owner is not/,
        ],
        [
            "NotAction",
            documentOf({ ...allow, NotAction: "a:b" }),
            "identity",
            /^Error: p, statement 1: .*NotAction is not/,
        ],
        ["NotResource", documentOf({ ...allow, NotResource: "*" }), "identity", /NotResource is not supported/],
        ["NotPrincipal", documentOf({ ...allow, NotPrincipal: "*" }), "resource", /NotPrincipal is not supported/],
        ["a principal on a role", documentOf({ ...allow, Principal: "*" }), "identity", /Principal is not supported/],
        ["no principal on a resource", documentOf(allow), "resource", /Principal undefined is neither/],
        [
            "a resource in a trust policy",
            documentOf({ ...allow, Principal: "*" }),
            "trust",
            /Resource is not supported/,
        ],
        ["another effect", documentOf({ ...allow, Effect: "allow" }), "identity", /Effect "allow" is neither/],
        ["no action", documentOf({ Effect: "Allow", Resource: "*" }), "identity", /Action undefined is not a text/],
        ["an empty list of actions", documentOf({ ...allow, Action: [] }), "identity", /Action is empty/],
        [
            "an action without a service",
            documentOf({ ...allow, Action: "Decrypt" }),
            "identity",
            /Action Decrypt is not/,
        ],
        ["a wildcard for services", documentOf({ ...allow, Action: "*:Get" }), "identity", /Action \*:Get is not/],
        [
            "half an ARN",
            documentOf({ ...allow, Resource: "arn:aws:s3*" }),
            "identity",
            /Resource arn:aws:s3\* is not an/,
        ],
        [
            "a policy variable in a resource",
            documentOf({ ...allow, Resource: "arn:aws:s3:::b/${aws:username}" }),
            "identity",
            /policy variables \(arn:aws:s3:::b\/\$\{aws:username\}\) are not supported/,
        ],
        [
            "a federated principal",
            documentOf({ ...allow, Principal: { Federated: "x" } }),
            "resource",
            /Principal\.Federated is not supported/,
        ],
        [
            "a session as principal",
            documentOf({ ...allow, Principal: { AWS: "arn:aws:sts::111122223333:assumed-role/r/s" } }),
            "resource",
            /Principal\.AWS "arn:aws:sts::111122223333:assumed-role\/r\/s" is not supported/,
        ],
        [
            "a wildcard in a role's ARN",
            documentOf({ ...allow, Principal: { AWS: "arn:aws:iam::111122223333:role/*" } }),
            "resource",
            /Principal\.AWS "arn:aws:iam::111122223333:role\/\*" is not supported/,
        ],
        [
            "a principal that is no text",
            documentOf({ ...allow, Principal: { AWS: [1] } }),
            "resource",
            /1 is not a text/,
        ],
    ];

    for (const [what, document, kind, message] of refused) {
        it(`refuses ${what}`, () => {
            assert.throws(() => parsePolicy(document, kind, "p"), message);
        });
    }

    const refusedConditions: [what: string, condition: unknown, message: RegExp][] = [
        ["an operator it does not know", { NumericLessThan: {} }, /operator NumericLessThan is not supported/],
        ["StringLike", { StringLike: {} }, /operator StringLike is not supported/],
        ["an inherited name as operator", { constructor: {} }, /operator constructor is not supported/],
        ["IfExists", { StringEqualsIfExists: {} }, /operator StringEqualsIfExists is not supported/],
        ["a set operator", { "ForAnyValue:StringEquals": {} }, /operator ForAnyValue:StringEquals is not supported/],
        ["a key nobody sets", { StringEquals: { "aws:PrincipalOrgID": "o-1" } }, /key aws:PrincipalOrgID is not supp/],
        ["no values", { StringEquals: { "kms:ViaService": [] } }, /list of values is empty/],
        ["a value that is no text", { StringEquals: { "kms:CallerAccount": 1 } }, /kms:CallerAccount: 1 is not a text/],
        ["a variable", { StringEquals: { "kms:ViaService": "${aws:x}" } }, /policy variables \(\$\{aws:x\}\) are not/],
        ["an ARN operator without ARN", { ArnLike: { "aws:SourceArn": "*" } }, /\* is not an ARN/],
        ["a list of operators", [], /Condition: expected an object, got \[\]/],
    ];

    for (const [what, condition, message] of refusedConditions) {
        it(`refuses a condition with ${what}`, () => {
            const document = documentOf({ ...allow, Sid: "Mine", Condition: condition });

            assert.throws(() => parsePolicy(document, "identity", "p"), message);
            assert.throws(() => parsePolicy(document, "identity", "p"), /^Error: p, statement Mine: /);
        });
    }
});
