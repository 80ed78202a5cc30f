import { type Resource, types } from "../../policy/resource";
import { keyRules } from "../../policy/rules/keys";
import { describeRules } from "./describeRules";
import { accountAdministers, good, keyArn, policy, resource } from "./resources";

const topic = (kmsMasterKeyId?: string) => resource(types.topic, { kmsMasterKeyId });

const logsUse = (condition?: object) => ({
    Effect: "Allow",
    Principal: { Service: "logs.us-east-1.amazonaws.com" },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: condition,
});

const keyWith = (...statements: readonly object[]) => [good.key({ policy: policy(...statements) })];

const operator = "arn:aws:iam::123456789012:role/operator";
const logGroups = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/database-*";

const other = "arn:aws:kms:us-east-1:123456789012:key/other";

describeRules("the policy's rules for keys", keyRules, {
    "encrypted-by-customer-key": {
        passes: [
            [good.cluster(), good.instance(), good.secret(), good.logGroup(), good.function(), topic(keyArn)],
            [topic("alias/own")],
        ],
        fails: [
            [[good.cluster({ kmsKeyId: undefined })], "kmsKeyId: is empty: must be a customer-managed key"],
            [
                [good.cluster({ masterUserSecretKmsKeyId: "" })],
                "masterUserSecretKmsKeyId: is empty: must be a customer-managed key",
            ],
            [
                [good.instance({ performanceInsightsKmsKeyId: undefined })],
                "performanceInsightsKmsKeyId: is empty: must be a customer-managed key",
            ],
            [
                [good.secret({ kmsKeyId: "alias/aws/secretsmanager" })],
                "kmsKeyId: alias/aws/secretsmanager: must be a customer-managed key",
            ],
            [[good.logGroup({ kmsKeyId: undefined })], "kmsKeyId: is empty: must be a customer-managed key"],
            [[good.function({ kmsKeyArn: undefined })], "kmsKeyArn: is empty: must be a customer-managed key"],
            [[topic()], "kmsMasterKeyId: is empty: must be a customer-managed key"],
        ],
    },
    "encrypted-by-own-key": {
        passes: [
            [good.key(), good.cluster(), good.secret()],
            [good.key({ arn: undefined, keyId: "1" }), topic("1")],
        ],
        fails: [
            [[good.key(), good.secret({ kmsKeyId: other })], `kmsKeyId: ${other}: must be a key of this stack`],
            [[good.secret()], `kmsKeyId: ${keyArn}: must be a key of this stack`],
            [[good.key(), good.secret({ kmsKeyId: undefined })], "kmsKeyId: is empty: must be a key of this stack"],
        ],
    },
    "key-rotation": {
        passes: [[good.key()]],
        fails: [[[good.key({ enableKeyRotation: undefined })], "enableKeyRotation: is empty: must be true"]],
    },
    "key-deletion-window": {
        passes: [[good.key()], [good.key({ deletionWindowInDays: 30 })]],
        fails: [
            [[good.key({ deletionWindowInDays: 7 })], "deletionWindowInDays: 7: must be 30, which is KMS's default"],
        ],
    },
    "key-enabled": {
        passes: [[good.key()], [good.key({ isEnabled: true })]],
        fails: [[[good.key({ isEnabled: false })], "isEnabled: false: must not be false"]],
    },
    "key-policy": {
        passes: [
            [good.key()],
            keyWith({ ...accountAdministers, Principal: { AWS: [accountAdministers.Principal.AWS, operator] } }),
            [good.key({ bypassPolicyLockoutSafetyCheck: false })],
            keyWith(
                accountAdministers,
                logsUse({ StringEquals: { "aws:SourceAccount": "123456789012", "aws:RequestedRegion": "us-east-1" } }),
            ),
            keyWith(accountAdministers, logsUse({ ArnLike: { "kms:EncryptionContext:aws:logs:arn": logGroups } })),
        ],
        fails: [
            [[good.key({ policy: undefined })], "policy: is empty: must be set"],
            [
                keyWith(logsUse({ StringEquals: { "kms:CallerAccount": "123456789012" } })),
                "policy: no statement for the account: must allow kms:* to the account's root",
            ],
            [
                keyWith(
                    { ...accountAdministers, Action: "kms:Decrypt" },
                    { ...accountAdministers, Principal: { AWS: operator } },
                    { ...accountAdministers, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } },
                ),
                "policy: no statement for the account: must allow kms:* to the account's root",
            ],
            [
                [good.key({ bypassPolicyLockoutSafetyCheck: true })],
                "bypassPolicyLockoutSafetyCheck: true: must not be true",
            ],
            [
                keyWith({ ...accountAdministers, Principal: { ...accountAdministers.Principal, Service: "logs" } }),
                "policy: logs for any account: must have a condition that names one",
            ],
            [
                keyWith(accountAdministers, { Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" }),
                "policy: allows every principal kms:Decrypt: must name its principals",
            ],
            [
                keyWith(accountAdministers, { ...accountAdministers, Principal: { AWS: ["*"] } }),
                "policy: allows every principal kms:*: must name its principals",
            ],
            [
                keyWith(accountAdministers, { ...logsUse(), Principal: { Federated: "accounts.google.com" } }),
                "policy: Federated accounts.google.com: must be an account or a service",
            ],
            ...[
                undefined,
                { StringLike: { "aws:SourceAccount": "*" } },
                { StringEquals: { "aws:SourceAccount": ["123456789012", "*"] } },
                { StringNotEquals: { "aws:SourceAccount": "123456789012" } },
                { StringEqualsIfExists: { "aws:SourceAccount": "123456789012" } },
                { ArnLike: { "aws:SourceArn": "arn:aws:logs:*:*:log-group:database" } },
                { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:*" } },
            ].map((condition): [Resource[], string] => [
                keyWith(accountAdministers, logsUse(condition)),
                "policy: logs.us-east-1.amazonaws.com for any account: must have a condition that names one",
            ]),
        ],
    },
});
