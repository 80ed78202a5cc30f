import assert from "node:assert/strict";
import { accountFrom } from "../../../../local/aws/account/accountFrom";
import type { Registered } from "../../../../local/aws/account/registered";
import { startAwsEndpoints } from "../../../../local/aws/endpoints";

const facts = { accountId: "111122223333", region: "eu-west-1", masterSecretValue: '{"username":"m"}' };
const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
const roleArn = "arn:aws:iam::111122223333:role/rotation-role";
const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:rotation";
const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:reader-AbCdEf";
const masterArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!cluster-1-AbCdEf";
const rolePolicy = statement({ Action: "ssm:GetParameters", Resource: "*" });
const keyPolicy = statement({ Principal: { AWS: "111122223333" }, Action: "kms:*", Resource: "*" });

const outputs = {
    "aws:ssm/parameter:Parameter": {
        name: "/db/host",
        type: "String",
        value: "db.local",
        arn: "arn:aws:ssm:eu-west-1:111122223333:parameter/db/host",
    },
    "aws:kms/key:Key": { arn: keyArn, policy: keyPolicy },
    "aws:iam/role:Role": {
        arn: roleArn,
        name: "rotation-role",
        assumeRolePolicy: statement({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }),
    },
    "aws:iam/rolePolicy:RolePolicy": { role: "rotation-role", policy: rolePolicy },
    "aws:lambda/function:Function": { arn: functionArn, name: "rotation", role: roleArn },
    "aws:lambda/permission:Permission": {
        function: "rotation",
        action: "lambda:InvokeFunction",
        principal: "secretsmanager.amazonaws.com",
        sourceArn: secretArn,
        sourceAccount: "111122223333",
    },
    "aws:secretsmanager/secret:Secret": { arn: secretArn, name: "reader", kmsKeyId: keyArn },
    "aws:secretsmanager/secretVersion:SecretVersion": {
        secretId: secretArn,
        versionId: "v1",
        secretString: "{}",
        versionStages: ["AWSCURRENT", "BOOTSTRAP"],
    },
    "aws:secretsmanager/secretRotation:SecretRotation": { secretId: secretArn, rotationLambdaArn: functionArn },
    "aws:rds/cluster:Cluster": { masterUserSecrets: [{ secretArn: masterArn, kmsKeyId: keyArn }] },
} satisfies Record<string, Record<string, unknown>>;

type Type = keyof typeof outputs;

/** The program's resources, one of each type, with changed outputs of one of them, and more resources. */
function resourcesWith(changed?: [Type, Record<string, unknown>], ...more: Registered[]): Registered[] {
    const resources = Object.entries(outputs).map(([type, known]) => ({
        type,
        name: "platform",
        outputs: type === changed?.[0] ? { ...known, ...changed[1] } : known,
    }));
    return [...resources, ...more];
}

describe("accountFrom", () => {
    it("makes an account of what a program registers", () => {
        const { principals, secrets, ...rest } = accountFrom(resourcesWith(), facts);

        const { accessKeyId, secretAccessKey, sessionToken, ...principal } = principals[0] ?? {};
        assert.equal(principals.length, 1);
        assert.deepEqual(principal, { roleArn, policies: [rolePolicy], functionArn });
        assert.match(accessKeyId ?? "", /^ASIA[0-9A-F]{16}$/);
        assert.equal(secretAccessKey?.length, 40);
        assert.equal(sessionToken?.length, 64);
        assert.deepEqual(
            secrets.map(({ versions, ...secret }) => ({
                ...secret,
                versions: versions.map(({ stages, value }) => ({ stages, value })),
            })),
            [
                {
                    arn: secretArn,
                    name: "reader",
                    kmsKeyArn: keyArn,
                    rotationFunctionArn: functionArn,
                    versions: [{ stages: ["AWSCURRENT", "BOOTSTRAP"], value: "{}" }],
                },
                {
                    arn: masterArn,
                    name: "rds!cluster-1",
                    kmsKeyArn: keyArn,
                    managedBy: "rds",
                    versions: [{ stages: ["AWSCURRENT"], value: facts.masterSecretValue }],
                },
            ],
        );
        assert.equal(secrets[0]?.versions[0]?.id, "v1");
        assert.deepEqual(rest, {
            accountId: "111122223333",
            region: "eu-west-1",
            parameters: [outputs["aws:ssm/parameter:Parameter"]],
            keys: [{ arn: keyArn, policy: keyPolicy }],
            permissions: [
                {
                    functionArn,
                    action: "lambda:InvokeFunction",
                    principal: "secretsmanager.amazonaws.com",
                    sourceArn: secretArn,
                    sourceAccount: "111122223333",
                },
            ],
        });
    });

    it("makes an account that the endpoints start with", async () => {
        const endpoints = await startAwsEndpoints(accountFrom(resourcesWith(), facts));

        await endpoints.stop();
    });

    it("gives a function other credentials each time", () => {
        const [first, second] = [1, 2].map(() => accountFrom(resourcesWith(), facts).principals[0]);

        assert.notEqual(first?.accessKeyId, second?.accessKeyId);
        assert.notEqual(first?.secretAccessKey, second?.secretAccessKey);
    });

    it("takes a version without stages as the current one, and a permission by the function's ARN", () => {
        const versionless = resourcesWith([
            "aws:secretsmanager/secretVersion:SecretVersion",
            { versionStages: undefined },
        ]);
        const byArn = resourcesWith(["aws:lambda/permission:Permission", { function: functionArn }]);

        assert.deepEqual(accountFrom(versionless, facts).secrets[0]?.versions[0]?.stages, ["AWSCURRENT"]);
        assert.equal(accountFrom(byArn, facts).permissions[0]?.functionArn, functionArn);
    });

    it("gives a role the policies that are its own", () => {
        const other = { role: "other-role", policy: statement({ Action: "s3:*", Resource: "*" }) };
        const resources = resourcesWith(undefined, {
            type: "aws:iam/rolePolicy:RolePolicy",
            name: "other",
            outputs: other,
        });

        assert.deepEqual(accountFrom(resources, facts).principals[0]?.policies, [rolePolicy]);
    });

    it("takes what the provider answers for an unused property as absent", () => {
        const secret = resourcesWith(["aws:secretsmanager/secret:Secret", { policy: "", replicas: [] }]);
        const role = resourcesWith(["aws:iam/role:Role", { inlinePolicies: null, permissionsBoundary: undefined }]);

        assert.equal(accountFrom(secret, facts).secrets.length, 2);
        assert.equal(accountFrom(role, facts).principals.length, 1);
    });

    it("makes an empty account of nothing", () => {
        assert.deepEqual(accountFrom([], facts), {
            accountId: "111122223333",
            region: "eu-west-1",
            parameters: [],
            secrets: [],
            keys: [],
            principals: [],
            permissions: [],
        });
    });

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
            /Function platform: role x is none of the program's roles/,
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
            "a function's role with a managed policy",
            ["aws:iam/role:Role", { managedPolicyArns: ["arn:aws:iam::aws:policy/X"] }],
            /: managedPolicyArns is not supported by the local account/,
        ],
        [
            "a permission of an unknown function",
            ["aws:lambda/permission:Permission", { function: "x" }],
            /Permission platform: function x is none of the program's functions/,
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
        ["aws:secretsmanager/secretPolicy:SecretPolicy", {}, /SecretPolicy more: the local account does not read/],
    ];
    for (const [type, known, message] of unread) {
        it(`refuses ${type}, which decides about access`, () => {
            const resources = resourcesWith(undefined, { type, name: "more", outputs: known });

            assert.throws(() => accountFrom(resources, facts), message);
        });
    }
});

function statement(elements: Record<string, unknown>): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...elements }] });
}
