import assert from "node:assert/strict";
import { type AccessRequest, evaluate } from "../../../../tools/local/iam/evaluate";
import { parsePolicy } from "../../../../tools/local/iam/policy";
import { accountId, allowed, noIdentity, roleArn, secretArn } from "./samples";

const rolePolicy = parsePolicy(
    {
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArn },
    },
    "identity",
    "role",
);

describe("evaluate, through a VPC endpoint", () => {
    const statement = (elements: object) => ({ Effect: "Allow", Principal: "*", Resource: "*", ...elements });
    const ofAccount = (account: string) => ({ Condition: { StringEquals: { "aws:PrincipalAccount": account } } });
    const read = { Action: "secretsmanager:GetSecretValue" };
    const request: AccessRequest = {
        principal: { roleArn, accountId },
        action: "secretsmanager:GetSecretValue",
        resource: secretArn,
        context: { "aws:PrincipalAccount": accountId },
    };
    const noEndpoint = { allowed: false, reason: "noAllow", policyType: "VPC endpoint" };
    const cases: [what: string, statements: object[], identity: (typeof rolePolicy)[], expected: object][] = [
        [
            "lets through what its policy names",
            [statement({ ...read, ...ofAccount(accountId) })],
            [rolePolicy],
            allowed,
        ],
        ["stops another action", [statement({ Action: "secretsmanager:DescribeSecret" })], [rolePolicy], noEndpoint],
        [
            "stops principals of another account",
            [statement({ ...read, ...ofAccount("444455556666") })],
            [rolePolicy],
            noEndpoint,
        ],
        ["gives nothing by itself", [statement(read)], [], noIdentity],
        [
            "lets a Deny win over an Allow",
            [statement(read), statement({ ...read, Effect: "Deny" })],
            [rolePolicy],
            { ...noEndpoint, reason: "explicitDeny" },
        ],
        [
            "stops a principal that no statement is about",
            [statement({ ...read, Principal: { AWS: "444455556666" } })],
            [rolePolicy],
            noEndpoint,
        ],
    ];
    for (const [what, statements, identity, expected] of cases) {
        it(what, () => {
            const endpoint = parsePolicy({ Version: "2012-10-17", Statement: statements }, "resource", "endpoint");

            const decision = evaluate(request, { identity, endpoint });

            assert.deepEqual(decision, expected);
        });
    }
});
