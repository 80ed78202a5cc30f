import { type Resource, types } from "../../policy/resource";
import { secretRules } from "../../policy/rules/secrets";
import { describeRules } from "./describeRules";
import { good, policy, resource, secretArn } from "./resources";

const rotation = (rotationRules: object, secretId = secretArn) =>
    resource(types.secretRotation, { secretId, rotationRules });
const monthly = rotation({ automaticallyAfterDays: 30 });
const version = (properties: Readonly<Record<string, unknown>>) => resource(types.secretVersion, properties);
const parameter = (value: string, changes: Readonly<Record<string, unknown>> = {}) =>
    resource(types.parameter, { name: "/database/host", type: "String", value, ...changes });

const secretPolicy = (...statements: readonly object[]) =>
    resource(types.secretPolicy, { secretArn, policy: policy(...statements), blockPublicPolicy: true });
const otherAccounts = (changes: object = {}) => ({
    Effect: "Deny",
    Principal: "*",
    Action: "secretsmanager:*",
    Resource: "*",
    Condition: {
        StringNotEquals: { "aws:PrincipalAccount": "123456789012" },
        Bool: { "aws:PrincipalIsAWSService": "false" },
    },
    ...changes,
});

/** A password in the form that Secrets Manager generates. */
const password = "Zk3$tR9!mQ7#vL2^xB8&nW5*cF1+jD6=";

const interval = "must be automaticallyAfterDays or rate(… days), 1 to 90";

describeRules("the policy's rules for secrets", secretRules, {
    "secret-rotated": {
        passes: [[good.secret(), monthly]],
        fails: [
            [[good.secret()], "rotation: is missing: must be set"],
            [
                [good.secret(), rotation({ automaticallyAfterDays: 30 }, `${secretArn}x`)],
                "rotation: is missing: must be set",
            ],
        ],
    },
    "secret-rotation-interval": {
        passes: [
            [monthly],
            [rotation({ automaticallyAfterDays: 90 })],
            [rotation({ scheduleExpression: "rate(90 days)" })],
            [rotation({ scheduleExpression: "rate(4 hours)" })],
        ],
        fails: [
            [[rotation({ automaticallyAfterDays: 91 })], `rotationRules: {"automaticallyAfterDays":91}: ${interval}`],
            [
                [rotation({ scheduleExpression: "rate(100 days)" })],
                `rotationRules: {"scheduleExpression":"rate(100 days)"}: ${interval}`,
            ],
            [
                [rotation({ scheduleExpression: "cron(0 8 1 1 ? *)" })],
                `rotationRules: {"scheduleExpression":"cron(0 8 1 1 ? *)"}: ${interval}`,
            ],
        ],
    },
    "secret-recovery-window": {
        passes: [[good.secret({ recoveryWindowInDays: 7 })], [good.secret({ recoveryWindowInDays: undefined })]],
        fails: [
            [
                [good.secret({ recoveryWindowInDays: 0 })],
                "recoveryWindowInDays: 0: must be 7 or more, or left out for 30",
            ],
        ],
    },
    "secret-read-by-roles": {
        passes: [[good.secret()]],
        fails: [[[good.secret({ policy: "{}" })], "policy: is set: must be left out"]],
    },
    "secret-policy-denies": {
        passes: [[secretPolicy(otherAccounts())]],
        fails: [
            [
                [secretPolicy(otherAccounts(), { ...otherAccounts(), Effect: "Allow" })],
                "policy: secretsmanager:*: must be denied, not allowed",
            ],
            [
                [resource(types.secretPolicy, { policy: policy(otherAccounts()) })],
                "blockPublicPolicy: is empty: must be true",
            ],
        ],
    },
    "secret-kept-in-account": {
        passes: [[good.secret(), secretPolicy(otherAccounts())]],
        fails: [
            [[good.secret()], "policy: does not deny other accounts: must deny them"],
            [
                [good.secret({ arn: `${secretArn}x` }), secretPolicy(otherAccounts())],
                "policy: does not deny other accounts: must deny them",
            ],
            ...[
                { Effect: "Allow" },
                { Action: "secretsmanager:GetSecretValue" },
                { Principal: { AWS: "arn:aws:iam::123456789012:role/a" } },
                { Condition: { StringNotEquals: { "aws:PrincipalAccount": "*" } } },
                { Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } } },
                {
                    Condition: {
                        StringNotEquals: { "aws:PrincipalAccount": "123456789012" },
                        Bool: { "aws:SecureTransport": "false" },
                    },
                },
            ].map((changes): [Resource[], string] => [
                [good.secret(), secretPolicy(otherAccounts(changes))],
                "policy: does not deny other accounts: must deny them",
            ]),
        ],
    },
    "secret-without-password": {
        passes: [
            [
                version({
                    secretString: '{"engine":"postgres","port":5432,"masterarn":"arn:aws:a:b:1:secret:rds!Ab1-x"}',
                }),
            ],
            [version({ secretString: "null" })],
        ],
        fails: [
            [
                [version({ secretString: '{"username":"a","password":"b"}' })],
                "secretString: contains password: must contain no password",
            ],
            [
                [version({ secretString: JSON.stringify({ value: password }) })],
                "secretString: contains value: must contain no password",
            ],
            [[version({ secretString: password })], "secretString: contains a text: must contain no password"],
            [[version({ secretString: `"${password}"` })], "secretString: contains a text: must contain no password"],
            [[version({ secretStringWo: "a" })], "secretStringWo: is set: must be left out"],
            [[version({ secretBinary: "a" })], "secretBinary: is set: must be left out"],
        ],
    },
    "parameter-without-secret": {
        passes: [[parameter("database.cluster-1.us-east-1.rds.amazonaws.com")], [parameter(secretArn)]],
        fails: [
            [[parameter("x", { type: "SecureString" })], "type: SecureString: must be String"],
            [
                [parameter("x", { name: "/database/password" })],
                "name: /database/password: must not be named as a password",
            ],
            [[parameter(password)], "value: looks like a password: must not be one"],
        ],
    },
});
