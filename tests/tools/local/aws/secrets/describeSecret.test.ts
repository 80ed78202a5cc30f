import assert from "node:assert/strict";
import { DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";
import { firstVersion, keyArn, masterArn, readerArn, rotation, rotationArn, withEndpoints } from "../fixture";

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

function withoutMetadata(answer: object): object {
    return Object.fromEntries(Object.entries(answer).filter(([member]) => member !== "$metadata"));
}
