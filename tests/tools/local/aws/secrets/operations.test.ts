import assert from "node:assert/strict";
import {
    DescribeSecretCommand,
    GetRandomPasswordCommand,
    GetSecretValueCommand,
    PutSecretValueCommand,
    UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import type { LocalPrincipal } from "../../../../../tools/local/aws/localAccount";
import {
    access,
    assertRefused,
    firstVersion,
    keyArn,
    masterArn,
    policy,
    readerArn,
    rotation,
    rotationArn,
    secondVersion,
    sessionOf,
    useKey,
    withEndpoints,
} from "../fixture";

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
    it("describes the rotation, and returns no value", async () => {
        await withEndpoints(async ({ secrets, endpoints }) => {
            const start = Date.now();

            const command = new DescribeSecretCommand({ SecretId: "reader" });
            const { CreatedDate, ...answer } = await secrets(rotation).send(command);

            assert.ok(Math.abs(Number(CreatedDate) - start) < 10_000);
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

    it("reports that a secret has no rotation", async () => {
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
