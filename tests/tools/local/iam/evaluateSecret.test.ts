import assert from "node:assert/strict";
import { type AccessRequest, evaluate } from "../../../../tools/local/iam/evaluate";
import { parsePolicy } from "../../../../tools/local/iam/policy";
import { accountId, allowed, roleArn, secretArn } from "./samples";

const rolePolicy = parsePolicy(
    {
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArn },
    },
    "identity",
    "role",
);

describe("evaluate, with a secret's policy", () => {
    const request: AccessRequest = {
        principal: { roleArn, accountId },
        action: "secretsmanager:GetSecretValue",
        resource: secretArn,
        context: { "aws:PrincipalAccount": accountId, "aws:PrincipalArn": roleArn },
    };
    const deniedBySecret = { allowed: false, reason: "explicitDeny", policyType: "resource-based" };
    const cases: [what: string, condition: object, expected: object][] = [
        ["denies another account", { StringNotEquals: { "aws:PrincipalAccount": "444455556666" } }, deniedBySecret],
        ["leaves the account alone", { StringNotEquals: { "aws:PrincipalAccount": accountId } }, allowed],
        [
            "denies where the request lacks the key",
            { StringNotEquals: { "aws:SourceAccount": accountId } },
            deniedBySecret,
        ],
        [
            "leaves whom a pattern names alone",
            { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${accountId}:role/a*` } },
            allowed,
        ],
        ["leaves the second of two alone", { ArnNotLike: { "aws:PrincipalArn": [secretArn, roleArn] } }, allowed],
        ["denies whom no pattern names", { ArnNotLike: { "aws:PrincipalArn": `${roleArn}2` } }, deniedBySecret],
        [
            "denies where all conditions hold alone",
            { ArnNotLike: { "aws:PrincipalArn": `${roleArn}2` }, Bool: { "aws:SecureTransport": "false" } },
            allowed,
        ],
    ];
    for (const [what, Condition, expected] of cases) {
        it(what, () => {
            const statement = { Effect: "Deny", Principal: "*", Action: "secretsmanager:*", Resource: "*", Condition };
            const denials = parsePolicy({ Version: "2012-10-17", Statement: statement }, "resource", "secret");

            const decision = evaluate(request, { identity: [rolePolicy], denials });

            assert.deepEqual(decision, expected);
        });
    }

    it("needs no statement about the caller", () => {
        const denials = parsePolicy(
            {
                Version: "2012-10-17",
                Statement: { Effect: "Deny", Principal: "*", Action: "secretsmanager:DeleteSecret", Resource: "*" },
            },
            "resource",
            "secret",
        );

        assert.deepEqual(evaluate(request, { identity: [rolePolicy], denials }), allowed);
    });
});
