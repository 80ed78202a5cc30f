import assert from "node:assert/strict";
import { type AccessRequest, evaluate } from "../../../../tools/local/iam/evaluate";
import { parsePolicy } from "../../../../tools/local/iam/policy";
import { accountId, allowed, denied, functionArn, noIdentity, roleArn, secretArn } from "./samples";

const rolePolicy = parsePolicy(
    {
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: [secretArn] },
            { Effect: "Allow", Action: "ec2:*NetworkInterface*", Resource: "*" },
            {
                Effect: "Deny",
                Action: "ec2:*NetworkInterface*",
                Resource: "*",
                Condition: { ArnEquals: { "lambda:SourceFunctionArn": functionArn } },
            },
            {
                Effect: "Allow",
                Action: "logs:PutLogEvents",
                Resource: `arn:aws:logs:eu-west-1:${accountId}:log-group:/aws/lambda/access:*`,
            },
        ],
    },
    "identity",
    "role",
);

describe("evaluate, by identity policies", () => {
    const read: AccessRequest = {
        principal: { roleArn, accountId },
        action: "secretsmanager:GetSecretValue",
        resource: secretArn,
        context: {},
    };
    const cases: [what: string, change: Partial<AccessRequest>, expected: object][] = [
        ["allows what a statement names", {}, allowed],
        ["takes action names in any case", { action: "SecretsManager:getsecretvalue" }, allowed],
        ["refuses another action", { action: "secretsmanager:PutSecretValue" }, noIdentity],
        ["refuses a longer action", { action: "secretsmanager:GetSecretValueOfAll" }, noIdentity],
        ["refuses another region", { resource: secretArn.replace("eu-west-1", "eu-west-2") }, noIdentity],
        ["refuses another account's secret", { resource: secretArn.replace(accountId, "444455556666") }, noIdentity],
        ["refuses a secret with the same prefix", { resource: `${secretArn}-2` }, noIdentity],
        ["refuses a shorter ARN", { resource: secretArn.slice(0, -7) }, noIdentity],
        ["refuses an ARN in another case", { resource: secretArn.toLowerCase() }, noIdentity],
        ["refuses a secret's name", { resource: "reader" }, noIdentity],
        ["allows * on *", { action: "ec2:DeleteNetworkInterface", resource: "*" }, allowed],
        ["refuses beside the wildcard in an action", { action: "ec2:DescribeSubnets", resource: "*" }, noIdentity],
        [
            "lets a Deny win over an Allow",
            {
                action: "ec2:DeleteNetworkInterface",
                resource: "*",
                context: { "lambda:SourceFunctionArn": functionArn },
            },
            denied,
        ],
        [
            "does not apply a Deny to another function's code",
            {
                action: "ec2:DeleteNetworkInterface",
                resource: "*",
                context: { "lambda:SourceFunctionArn": `${functionArn}-2` },
            },
            allowed,
        ],
        [
            "allows below a wildcard",
            {
                action: "logs:PutLogEvents",
                resource: `arn:aws:logs:eu-west-1:${accountId}:log-group:/aws/lambda/access:log-stream:1`,
            },
            allowed,
        ],
        [
            "refuses another log group",
            {
                action: "logs:PutLogEvents",
                resource: `arn:aws:logs:eu-west-1:${accountId}:log-group:/aws/lambda/access-2:log-stream:1`,
            },
            noIdentity,
        ],
    ];

    for (const [what, change, expected] of cases) {
        it(what, () => {
            const decision = evaluate({ ...read, ...change }, { identity: [rolePolicy] });

            assert.deepEqual(decision, expected);
        });
    }

    it("refuses everything to a role without policies", () => {
        assert.deepEqual(evaluate(read, { identity: [] }), noIdentity);
    });

    it("reads several policies as one", () => {
        const denyAll = parsePolicy(
            { Version: "2012-10-17", Statement: { Effect: "Deny", Action: "*", Resource: "*" } },
            "identity",
            "boundary",
        );

        assert.deepEqual(evaluate(read, { identity: [rolePolicy, denyAll] }), denied);
    });
});
