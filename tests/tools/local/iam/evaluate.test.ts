import assert from "node:assert/strict";
import { type AccessRequest, evaluate } from "../../../../tools/local/iam/evaluate";
import { parsePolicy } from "../../../../tools/local/iam/policy";

const accountId = "111122223333";
const roleArn = `arn:aws:iam::${accountId}:role/access`;
const secretArn = `arn:aws:secretsmanager:eu-west-1:${accountId}:secret:reader-AbCdEf`;
const functionArn = `arn:aws:lambda:eu-west-1:${accountId}:function:access`;

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

type Change = Partial<AccessRequest>;
const allowed = { allowed: true };
const noIdentity = { allowed: false, reason: "noAllow", policyType: "identity-based" };
const noResource = { allowed: false, reason: "noAllow", policyType: "resource-based" };
const denied = { allowed: false, reason: "explicitDeny", policyType: "identity-based" };

describe("evaluate, by identity policies", () => {
    const read: AccessRequest = {
        principal: { roleArn, accountId },
        action: "secretsmanager:GetSecretValue",
        resource: secretArn,
        context: {},
    };
    const cases: [what: string, change: Change, expected: object][] = [
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

describe("evaluate, with a trust policy", () => {
    const trust = parsePolicy(
        {
            Version: "2012-10-17",
            Statement: { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        },
        "trust",
        "role",
    );
    const cases: [service: string, action: string, expected: object][] = [
        ["lambda.amazonaws.com", "sts:AssumeRole", allowed],
        ["monitoring.rds.amazonaws.com", "sts:AssumeRole", noResource],
        ["lambda.amazonaws.com", "sts:TagSession", noResource],
    ];

    for (const [service, action, expected] of cases) {
        it(`${"allowed" in expected && expected.allowed === true ? "lets" : "does not let"} ${service} do ${action}`, () => {
            const request = { principal: { service }, action, resource: roleArn, context: {} };

            assert.deepEqual(evaluate(request, { identity: [], resource: trust }), expected);
        });
    }
});
