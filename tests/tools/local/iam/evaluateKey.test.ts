import assert from "node:assert/strict";
import { type AccessRequest, evaluate } from "../../../../tools/local/iam/evaluate";
import { parsePolicy } from "../../../../tools/local/iam/policy";
import { accountId, allowed, noIdentity, noResource, roleArn } from "./samples";

const keyArn = `arn:aws:kms:eu-west-1:${accountId}:key/1`;
const viaSecretsManager = { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" };

const rolePolicy = parsePolicy(
    {
        Version: "2012-10-17",
        Statement: {
            Effect: "Allow",
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: keyArn,
            Condition: { StringEquals: viaSecretsManager },
        },
    },
    "identity",
    "role",
);

const keyPolicy = parsePolicy(
    {
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "kms:*", Resource: "*" },
            {
                Effect: "Allow",
                Principal: { Service: "logs.eu-west-1.amazonaws.com" },
                Action: "kms:GenerateDataKey*",
                Resource: "*",
                Condition: {
                    ArnLike: {
                        "kms:EncryptionContext:aws:logs:arn": [
                            `arn:aws:logs:eu-west-1:${accountId}:log-group:/aws/lambda/*`,
                            `arn:aws:logs:eu-west-1:${accountId}:log-group:/aws/rds/*`,
                        ],
                    },
                },
            },
            {
                Effect: "Allow",
                Principal: { Service: "cloudwatch.amazonaws.com" },
                Action: "kms:Decrypt",
                Resource: "*",
                Condition: {
                    StringEquals: { "aws:SourceAccount": accountId },
                    ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:eu-west-1:${accountId}:alarm:*` },
                },
            },
        ],
    },
    "resource",
    "key",
);

describe("evaluate, with a key policy", () => {
    const decrypt: AccessRequest = {
        principal: { roleArn, accountId },
        action: "kms:Decrypt",
        resource: keyArn,
        context: viaSecretsManager,
    };
    const logs = {
        principal: { service: "logs.eu-west-1.amazonaws.com" },
        action: "kms:GenerateDataKey",
        context: {
            "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${accountId}:log-group:/aws/rds/cluster/a`,
        },
    };
    const alarms = {
        principal: { service: "cloudwatch.amazonaws.com" },
        context: {
            "aws:SourceAccount": accountId,
            "aws:SourceArn": `arn:aws:cloudwatch:eu-west-1:${accountId}:alarm:cpu`,
        },
    };
    const cases: [what: string, change: Partial<AccessRequest>, expected: object][] = [
        ["lets the role's policy decide where the key names the account", {}, allowed],
        [
            "takes condition keys in any case",
            { context: { "KMS:viaSERVICE": viaSecretsManager["kms:ViaService"] } },
            allowed,
        ],
        ["refuses a missing condition key", { context: {} }, noIdentity],
        ["refuses another service", { context: { "kms:ViaService": "ssm.eu-west-1.amazonaws.com" } }, noIdentity],
        [
            "refuses the service of another region",
            { context: { "kms:ViaService": "secretsmanager.eu-west-2.amazonaws.com" } },
            noIdentity,
        ],
        [
            "refuses a condition's value in another case",
            { context: { "kms:ViaService": "SecretsManager.eu-west-1.amazonaws.com" } },
            noIdentity,
        ],
        ["refuses another key", { resource: `${keyArn}2` }, noIdentity],
        ["refuses an action that the role does not have", { action: "kms:Encrypt" }, noIdentity],
        [
            "refuses another account's role",
            { principal: { roleArn: roleArn.replace(accountId, "444455556666"), accountId: "444455556666" } },
            noResource,
        ],
        ["allows a service that the key names", logs, allowed],
        [
            "refuses a service of another region",
            { ...logs, principal: { service: "logs.eu-west-2.amazonaws.com" } },
            noResource,
        ],
        ["refuses a service without its context", { ...logs, context: {} }, noResource],
        [
            "refuses a service for another log group",
            {
                ...logs,
                context: {
                    "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${accountId}:log-group:other`,
                },
            },
            noResource,
        ],
        ["refuses a service another action", { ...logs, action: "kms:ScheduleKeyDeletion" }, noResource],
        ["allows where all conditions hold", alarms, allowed],
        [
            "refuses where one of the conditions does not hold",
            { ...alarms, context: { ...alarms.context, "aws:SourceAccount": "444455556666" } },
            noResource,
        ],
    ];

    for (const [what, change, expected] of cases) {
        it(what, () => {
            const decision = evaluate({ ...decrypt, ...change }, { identity: [rolePolicy], resource: keyPolicy });

            assert.deepEqual(decision, expected);
        });
    }

    const keyStatement = { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" };
    const keyOnly: [what: string, statements: object[], expected: object][] = [
        [
            "allows a role that the key names, without a policy of its own",
            [{ ...keyStatement, Principal: { AWS: roleArn } }],
            allowed,
        ],
        [
            "allows everyone that the key names, without a policy of its own",
            [{ ...keyStatement, Principal: "*" }],
            allowed,
        ],
        [
            "refuses the account without a policy of its own",
            [{ ...keyStatement, Principal: { AWS: accountId } }],
            noIdentity,
        ],
        [
            "refuses a role that the key does not name",
            [{ ...keyStatement, Principal: { AWS: `${roleArn}2` } }],
            noResource,
        ],
        [
            "applies the key's Deny of the account to its roles",
            [
                { ...keyStatement, Principal: { AWS: roleArn } },
                { ...keyStatement, Effect: "Deny", Principal: { AWS: accountId } },
            ],
            { allowed: false, reason: "explicitDeny", policyType: "resource-based" },
        ],
        [
            "does not apply the key's Deny of another role",
            [
                { ...keyStatement, Principal: { AWS: roleArn } },
                { ...keyStatement, Effect: "Deny", Principal: { AWS: `${roleArn}2` } },
            ],
            allowed,
        ],
        [
            "compares truth values in any case",
            [{ ...keyStatement, Principal: "*", Condition: { Bool: { "kms:GrantIsForAWSResource": "True" } } }],
            allowed,
        ],
    ];

    for (const [what, statements, expected] of keyOnly) {
        it(what, () => {
            const resource = parsePolicy({ Version: "2012-10-17", Statement: statements }, "resource", "key");

            const decision = evaluate(
                { ...decrypt, context: { "kms:GrantIsForAWSResource": "true" } },
                { identity: [], resource },
            );

            assert.deepEqual(decision, expected);
        });
    }
});
