import assert from "node:assert/strict";
import { DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import {
    access,
    assertRefused,
    firstVersion,
    masterArn,
    policy,
    readerArn,
    rotation,
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
