import assert from "node:assert/strict";
import {
    DescribeSecretCommand,
    GetRandomPasswordCommand,
    GetSecretValueCommand,
    PutSecretValueCommand,
    UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import type { LocalPrincipal } from "../../../../local/aws/localAccount";
import {
    access,
    accountId,
    assertRefused,
    firstVersion,
    keyArn,
    masterArn,
    policy,
    readerArn,
    region,
    rotation,
    rotationArn,
    secondVersion,
    useKey,
    withEndpoints,
} from "../fixture";

const sessionOf = (role: string, session: string) => `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`;

describe("Secrets Manager's GetSecretValue", () => {
    for (const secretId of [readerArn, "reader"]) {
        it(`answers the current value of ${secretId}`, async () => {
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

    it("does not find a secret that is not there, where the role might read it", async () => {
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

    it("gives KMS the secret, its version, the account and itself as context", async () => {
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

describe("Secrets Manager's PutSecretValue", () => {
    const put = { SecretId: readerArn, ClientRequestToken: secondVersion, SecretString: "second" };

    it("makes the new value current and the old one previous", async () => {
        await withEndpoints(async ({ secrets, endpoints }) => {
            const client = secrets(rotation);

            const answer = await client.send(new PutSecretValueCommand(put));

            const { VersionIdsToStages: stages } = await client.send(
                new DescribeSecretCommand({ SecretId: readerArn }),
            );
            const { SecretString: value } = await client.send(new GetSecretValueCommand({ SecretId: readerArn }));
            assert.deepEqual(
                [answer.ARN, answer.Name, answer.VersionId, answer.VersionStages],
                [readerArn, "reader", secondVersion, ["AWSCURRENT"]],
            );
            assert.deepEqual(stages, { [firstVersion]: ["BOOTSTRAP", "AWSPREVIOUS"], [secondVersion]: ["AWSCURRENT"] });
            assert.equal(value, "second");
            assert.deepEqual(
                endpoints.log.slice(0, 3).map(({ action }) => action),
                ["secretsmanager:PutSecretValue", "kms:GenerateDataKey", "kms:Decrypt"],
            );
        });
    });

    for (const actions of [["kms:Decrypt"], ["kms:GenerateDataKey"]]) {
        it(`refuses a role that may only ${actions.join()}`, async () => {
            const caller = {
                ...rotation,
                policies: [policy({ Action: "secretsmanager:*", Resource: readerArn }, useKey(...actions))],
            };
            await withEndpoints(
                async ({ secrets }) => {
                    await assertRefused(
                        secrets(caller).send(new PutSecretValueCommand(put)),
                        "AccessDeniedException",
                        "Access to KMS is not allowed",
                    );
                },
                { principals: [caller] },
            );
        });
    }

    it("refuses a role that may only read", async () => {
        await withEndpoints(async ({ secrets }) => {
            await assertRefused(
                secrets(access).send(new PutSecretValueCommand(put)),
                "AccessDeniedException",
                `User: ${sessionOf("access-role", "access")} is not authorized to perform: ` +
                    `secretsmanager:PutSecretValue on resource: ${readerArn} ` +
                    "because no identity-based policy allows the secretsmanager:PutSecretValue action",
            );
        });
    });

    it("refuses a secret that RDS manages", async () => {
        await withEndpoints(async ({ secrets }) => {
            await assertRefused(
                secrets(rotation).send(new PutSecretValueCommand({ ...put, SecretId: masterArn })),
                "InvalidRequestException",
                "You can't perform this operation on the secret because it's managed by rds.",
            );
        });
    });

    it("never quotes a value that it refuses", async () => {
        await withEndpoints(async ({ secrets }) => {
            await assertRefused(
                secrets(rotation).send(new PutSecretValueCommand({ ...put, SecretString: "s".repeat(65_537) })),
                "InvalidParameterException",
                "SecretString must be at most 65536 bytes long.",
            );
        });
    });
});

describe("Secrets Manager's DescribeSecret", () => {
    it("tells of the rotation, and of no value", async () => {
        await withEndpoints(async ({ secrets, endpoints }) => {
            const answer = await secrets(rotation).send(new DescribeSecretCommand({ SecretId: "reader" }));

            assert.deepEqual(withoutMetadata(answer), {
                ARN: readerArn,
                KmsKeyId: keyArn,
                Name: "reader",
                RotationEnabled: true,
                RotationLambdaARN: rotationArn,
                VersionIdsToStages: { [firstVersion]: ["AWSCURRENT", "BOOTSTRAP"] },
            });
            assert.deepEqual(
                endpoints.log.map(({ action }) => action),
                ["secretsmanager:DescribeSecret"],
            );
        });
    });

    it("names the service that manages a secret", async () => {
        await withEndpoints(async ({ secrets }) => {
            const answer = await secrets(rotation).send(new DescribeSecretCommand({ SecretId: masterArn }));

            assert.deepEqual([answer.OwningService, answer.RotationEnabled], ["rds", true]);
        });
    });

    it("says where a secret has no rotation", async () => {
        const secrets = [{ arn: readerArn, name: "reader", kmsKeyArn: keyArn, versions: [] }];
        await withEndpoints(
            async (fixture) => {
                const answer = await fixture.secrets(rotation).send(new DescribeSecretCommand({ SecretId: readerArn }));

                assert.equal(answer.RotationEnabled, false);
            },
            { secrets },
        );
    });
});

describe("Secrets Manager's UpdateSecretVersionStage", () => {
    it("moves a stage", async () => {
        await withEndpoints(async ({ secrets }) => {
            const client = secrets(rotation);
            const pending = { SecretId: readerArn, ClientRequestToken: secondVersion, SecretString: "second" };
            await client.send(new PutSecretValueCommand({ ...pending, VersionStages: ["AWSPENDING"] }));

            const answer = await client.send(
                new UpdateSecretVersionStageCommand({
                    SecretId: readerArn,
                    VersionStage: "AWSCURRENT",
                    RemoveFromVersionId: firstVersion,
                    MoveToVersionId: secondVersion,
                }),
            );

            const { VersionIdsToStages: stages } = await client.send(
                new DescribeSecretCommand({ SecretId: readerArn }),
            );
            assert.deepEqual([answer.ARN, answer.Name], [readerArn, "reader"]);
            assert.deepEqual(stages, {
                [firstVersion]: ["BOOTSTRAP", "AWSPREVIOUS"],
                [secondVersion]: ["AWSPENDING", "AWSCURRENT"],
            });
        });
    });
});

describe("Secrets Manager's UpdateSecretVersionStage, where it is not allowed,", () => {
    const refused: [who: string, principal: LocalPrincipal, secretId: string, name: string, message: string][] = [
        [
            "for a secret that RDS manages",
            rotation,
            masterArn,
            "InvalidRequestException",
            "You can't perform this operation on the secret because it's managed by rds.",
        ],
        [
            "to a role that may only read",
            access,
            readerArn,
            "AccessDeniedException",
            `User: ${sessionOf("access-role", "access")} is not authorized to perform: ` +
                `secretsmanager:UpdateSecretVersionStage on resource: ${readerArn} ` +
                "because no identity-based policy allows the secretsmanager:UpdateSecretVersionStage action",
        ],
    ];
    for (const [who, principal, secretId, name, message] of refused) {
        it(`is refused ${who}`, async () => {
            await withEndpoints(async ({ secrets }) => {
                const move = { VersionStage: "AWSCURRENT", RemoveFromVersionId: firstVersion };
                const command = new UpdateSecretVersionStageCommand({ SecretId: secretId, ...move });

                await assertRefused(secrets(principal).send(command), name, message);
            });
        });
    }
});

describe("Secrets Manager's GetRandomPassword", () => {
    it("makes a password by the options", async () => {
        await withEndpoints(async ({ secrets }) => {
            const command = new GetRandomPasswordCommand({ PasswordLength: 40, ExcludePunctuation: true });

            const { RandomPassword: password = "" } = await secrets(rotation).send(command);

            assert.match(password, /^[a-zA-Z0-9]{40}$/);
        });
    });

    it("refuses a role without the permission", async () => {
        await withEndpoints(async ({ secrets }) => {
            await assertRefused(
                secrets(access).send(new GetRandomPasswordCommand({})),
                "AccessDeniedException",
                `User: ${sessionOf("access-role", "access")} is not authorized to perform: ` +
                    "secretsmanager:GetRandomPassword on resource: * " +
                    "because no identity-based policy allows the secretsmanager:GetRandomPassword action",
            );
        });
    });
});

function withoutMetadata(answer: object): object {
    return Object.fromEntries(Object.entries(answer).filter(([member]) => member !== "$metadata"));
}

function rootPolicy(): object {
    return policy(keyStatement(`arn:aws:iam::${accountId}:root`));
}

function keyStatement(principal: string): object {
    return { Principal: { AWS: principal }, Action: "kms:*", Resource: "*" };
}
