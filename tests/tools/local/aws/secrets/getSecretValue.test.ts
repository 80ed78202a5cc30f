import assert from "node:assert/strict";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import {
    access,
    account,
    accountId,
    assertRefused,
    firstVersion,
    keyArn,
    masterArn,
    policy,
    readerArn,
    region,
    sessionOf,
    useKey,
    withEndpoints,
} from "../fixture";

describe("Secrets Manager's GetSecretValue", () => {
    for (const secretId of [readerArn, "reader"]) {
        it(`returns the current value of ${secretId}`, async () => {
            await withEndpoints(async ({ secrets, endpoints }) => {
                const answer = await secrets(access).send(new GetSecretValueCommand({ SecretId: secretId }));

                assert.deepEqual(
                    [answer.ARN, answer.Name, answer.SecretString, answer.VersionId, answer.VersionStages],
                    [readerArn, "reader", "first", firstVersion, ["AWSCURRENT", "BOOTSTRAP"]],
                );
                assert.ok(answer.CreatedDate instanceof Date);
                assert.deepEqual(endpoints.log, [
                    {
                        principal: "access-role",
                        action: "secretsmanager:GetSecretValue",
                        resource: readerArn,
                        allowed: true,
                    },
                    { principal: "access-role", action: "kms:Decrypt", resource: keyArn, allowed: true },
                ]);
            });
        });
    }

    for (const secretId of [masterArn, "rds!cluster-1", `${readerArn}x`, "missing"]) {
        it(`refuses ${secretId}, which the role may not read`, async () => {
            await withEndpoints(async ({ secrets }) => {
                const resource = secretId === "rds!cluster-1" ? masterArn : secretId;

                await assertRefused(
                    secrets(access).send(new GetSecretValueCommand({ SecretId: secretId })),
                    "AccessDeniedException",
                    `User: ${sessionOf("access-role", "access")} is not authorized to perform: ` +
                        `secretsmanager:GetSecretValue on resource: ${resource} ` +
                        "because no identity-based policy allows the secretsmanager:GetSecretValue action",
                );
            });
        });
    }

    it("reports a missing secret to a role that may read it", async () => {
        const all = { ...access, policies: [policy({ Action: "secretsmanager:GetSecretValue", Resource: "*" })] };
        await withEndpoints(
            async ({ secrets }) => {
                await assertRefused(
                    secrets(all).send(new GetSecretValueCommand({ SecretId: "missing" })),
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret.",
                );
            },
            { principals: [all] },
        );
    });

    const readReader = { Action: "secretsmanager:GetSecretValue", Resource: readerArn };
    const decrypt = { Action: "kms:Decrypt", Resource: keyArn };
    const withoutKey: [what: string, keyStatements: object[], keyPolicy: object][] = [
        ["has no right to the key", [], rootPolicy()],
        ["may encrypt only", [useKey("kms:GenerateDataKey")], rootPolicy()],
        [
            "may use the key for another service only",
            [{ ...decrypt, Condition: { StringEquals: { "kms:ViaService": `ssm.${region}.amazonaws.com` } } }],
            rootPolicy(),
        ],
        [
            "may use the key for another secret only",
            [{ ...decrypt, Condition: { StringEquals: { "kms:EncryptionContext:SecretARN": masterArn } } }],
            rootPolicy(),
        ],
        ["has a right that the key's policy does not back", [decrypt], policy(keyStatement(`${access.roleArn}2`))],
    ];

    for (const [what, statements, keyPolicy] of withoutKey) {
        it(`refuses a role that ${what}`, async () => {
            const caller = { ...access, policies: [policy(readReader, ...statements)] };
            await withEndpoints(
                async ({ secrets }) => {
                    await assertRefused(
                        secrets(caller).send(new GetSecretValueCommand({ SecretId: readerArn })),
                        "AccessDeniedException",
                        "Access to KMS is not allowed",
                    );
                },
                { principals: [caller], keys: [{ arn: keyArn, policy: keyPolicy }] },
            );
        });
    }

    it("refuses a role that the secret's policy denies", async () => {
        const denial = { Effect: "Deny", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" };
        const Condition = { ArnNotLike: { "aws:PrincipalArn": `${access.roleArn}2` } };
        await withEndpoints(
            async ({ secrets }) => {
                await assertRefused(
                    secrets(access).send(new GetSecretValueCommand({ SecretId: readerArn })),
                    "AccessDeniedException",
                    `User: ${sessionOf("access-role", "access")} is not authorized to perform: ` +
                        `secretsmanager:GetSecretValue on resource: ${readerArn} ` +
                        "with an explicit deny in a resource-based policy",
                );
            },
            { secrets: account.secrets.map((secret) => ({ ...secret, policy: policy({ ...denial, Condition }) })) },
        );
    });

    it("refuses a call that the VPC endpoint's policy does not allow", async () => {
        const ofNobody = policy({ Principal: "*", Action: "secretsmanager:DescribeSecret", Resource: "*" });
        await withEndpoints(
            async ({ secrets }) => {
                await assertRefused(
                    secrets(access).send(new GetSecretValueCommand({ SecretId: readerArn })),
                    "AccessDeniedException",
                    `User: ${sessionOf("access-role", "access")} is not authorized to perform: ` +
                        `secretsmanager:GetSecretValue on resource: ${readerArn} ` +
                        "because no VPC endpoint policy allows the secretsmanager:GetSecretValue action",
                );
            },
            { endpoints: [{ api: "secretsmanager", policy: ofNobody }] },
        );
    });

    it("sends the secret, its version, the account and Secrets Manager as context to KMS", async () => {
        const context = {
            "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
            "kms:CallerAccount": accountId,
            "kms:EncryptionContext:SecretARN": readerArn,
            "kms:EncryptionContext:SecretVersionId": firstVersion,
        };
        const caller = {
            ...access,
            policies: [policy(readReader, { ...decrypt, Condition: { StringEquals: context } })],
        };
        await withEndpoints(
            async ({ secrets }) => {
                const answer = await secrets(caller).send(new GetSecretValueCommand({ SecretId: readerArn }));

                assert.equal(answer.SecretString, "first");
            },
            { principals: [caller] },
        );
    });
});

function rootPolicy(): object {
    return policy(keyStatement(`arn:aws:iam::${accountId}:root`));
}

function keyStatement(principal: string): object {
    return { Principal: { AWS: principal }, Action: "kms:*", Resource: "*" };
}
