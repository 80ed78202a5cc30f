import assert from "node:assert/strict";
import {
    DescribeSecretCommand,
    PutSecretValueCommand,
    UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import type { LocalPrincipal } from "../../../../../tools/local/aws/localAccount";
import {
    access,
    assertRefused,
    firstVersion,
    masterArn,
    readerArn,
    rotation,
    secondVersion,
    sessionOf,
    withEndpoints,
} from "../fixture";

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
