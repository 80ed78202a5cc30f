import assert from "node:assert/strict";
import { accountFrom } from "../../../../../tools/local/aws/account/accountFrom";
import { facts, keyArn, resourcesWith, statement, trustOf, type Type } from "./resources";

describe("accountFrom, for resources that it does not support,", () => {
    const refused: [what: string, change: [Type, Record<string, unknown>], message: RegExp][] = [
        [
            "an encrypted parameter",
            ["aws:ssm/parameter:Parameter", { type: "SecureString" }],
            /^Error: aws:ssm\/parameter:Parameter platform: type SecureString is not served by the local endpoints/,
        ],
        ["a parameter without value", ["aws:ssm/parameter:Parameter", { value: undefined }], /: value is missing/],
        [
            "a value that is no text",
            ["aws:ssm/parameter:Parameter", { value: 5432 }],
            /: value is not a text but number/,
        ],
        ["a key without policy", ["aws:kms/key:Key", { policy: undefined }], /: policy is not a policy/],
        [
            "a secret without key",
            ["aws:secretsmanager/secret:Secret", { kmsKeyId: undefined }],
            /: kmsKeyId is missing/,
        ],
        [
            "a secret with a policy",
            ["aws:secretsmanager/secret:Secret", { policy: "{}" }],
            /: policy is not supported by the local account/,
        ],
        [
            "a version of an unknown secret",
            ["aws:secretsmanager/secretVersion:SecretVersion", { secretId: "x" }],
            /SecretVersion platform: secretId x is the ARN of no registered secret/,
        ],
        [
            "a version with strange stages",
            ["aws:secretsmanager/secretVersion:SecretVersion", { versionStages: [1] }],
            /: versionStages is not a list of texts/,
        ],
        [
            "a rotation of an unknown secret",
            ["aws:secretsmanager/secretRotation:SecretRotation", { secretId: "x" }],
            /SecretRotation platform: secretId x is the ARN of no registered secret/,
        ],
        [
            "master secrets in another form",
            ["aws:rds/cluster:Cluster", { masterUserSecrets: {} }],
            /: masterUserSecrets is not a list/,
        ],
        [
            "a master secret without ARN",
            ["aws:rds/cluster:Cluster", { masterUserSecrets: [{ kmsKeyId: keyArn }] }],
            /Cluster platform, masterUserSecrets: secretArn is missing/,
        ],
        [
            "a function with an unknown role",
            ["aws:lambda/function:Function", { role: "x" }],
            /Function platform: role x is not a role of the program/,
        ],
        [
            "an endpoint without policy",
            ["aws:ec2/vpcEndpoint:VpcEndpoint", { policy: undefined }],
            /VpcEndpoint platform: policy is not a policy/,
        ],
        [
            "an endpoint without private DNS",
            ["aws:ec2/vpcEndpoint:VpcEndpoint", { privateDnsEnabled: false }],
            /VpcEndpoint platform: the local account knows endpoints of AWS's APIs with private DNS alone/,
        ],
        [
            "a role that Lambda may not assume",
            [
                "aws:iam/role:Role",
                {
                    assumeRolePolicy: statement({
                        Principal: { Service: "monitoring.rds.amazonaws.com" },
                        Action: "sts:AssumeRole",
                    }),
                },
            ],
            /Role platform: assumeRolePolicy does not let lambda\.amazonaws\.com assume the role/,
        ],
        [
            "a role that Lambda may assume for another account",
            ["aws:iam/role:Role", { assumeRolePolicy: trustOf("210987654321") }],
            /Role platform: assumeRolePolicy does not let lambda\.amazonaws\.com assume the role/,
        ],
        [
            "a function's role with a managed policy",
            ["aws:iam/role:Role", { managedPolicyArns: ["arn:aws:iam::aws:policy/X"] }],
            /: managedPolicyArns is not supported by the local account/,
        ],
        [
            "a permission of an unknown function",
            ["aws:lambda/permission:Permission", { function: "x" }],
            /Permission platform: function x is not a function of the program/,
        ],
        [
            "a permission for an organisation",
            ["aws:lambda/permission:Permission", { principalOrgId: "o-1" }],
            /: principalOrgId is not supported by the local account/,
        ],
    ];
    for (const [what, change, message] of refused) {
        it(`refuses ${what}`, () => {
            assert.throws(() => accountFrom(resourcesWith(change), facts), message);
        });
    }

    const unread: [type: string, known: Record<string, unknown>, message: RegExp][] = [
        [
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            { role: "rotation-role", policyArn: "arn:aws:iam::aws:policy/X" },
            /arn:aws:iam::aws:policy\/X is attached to a function's role/,
        ],
        ["aws:kms/grant:Grant", {}, /Grant more: the local account does not read this type/],
        ["aws:kms/keyPolicy:KeyPolicy", {}, /KeyPolicy more: the local account does not read this type/],
    ];
    for (const [type, known, message] of unread) {
        it(`refuses ${type}, which controls access`, () => {
            const resources = resourcesWith(undefined, { type, name: "more", outputs: known });

            assert.throws(() => accountFrom(resources, facts), message);
        });
    }
});
