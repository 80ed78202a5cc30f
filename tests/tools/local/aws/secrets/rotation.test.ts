import assert from "node:assert/strict";
import {
    DescribeSecretCommand,
    GetSecretValueCommand,
    UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import type { InvokeRotation, RotationEvent } from "../../../../../tools/local/aws/secrets/rotation";
import { assertRefused, firstVersion, masterArn, readerArn, rotation, rotationArn, withEndpoints } from "../fixture";
import { rotateAsAwsShows, stagesOf } from "./rotationFunction";

describe("rotateSecret", () => {
    it("invokes the function for the four steps in order, starting with an empty pending version", async () => {
        await withEndpoints(async ({ endpoints, secrets }) => {
            const client = secrets(rotation);
            const events: RotationEvent[] = [];
            const functions: string[] = [];
            let stagesAtStart: unknown;

            const versionId = await endpoints.rotateSecret("reader", async (functionArn, event) => {
                stagesAtStart ??= await stagesOf(client);
                functions.push(functionArn);
                events.push(event);
                await rotateAsAwsShows(client, event);
            });

            assert.deepEqual(
                events,
                ["createSecret", "setSecret", "testSecret", "finishSecret"].map((step) => ({
                    SecretId: readerArn,
                    ClientRequestToken: versionId,
                    Step: step,
                })),
            );
            assert.deepEqual([...new Set(functions)], [rotationArn]);
            assert.deepEqual(stagesAtStart, {
                [firstVersion]: ["AWSCURRENT", "BOOTSTRAP"],
                [versionId]: ["AWSPENDING"],
            });
            assert.deepEqual(await stagesOf(client), {
                [firstVersion]: ["BOOTSTRAP", "AWSPREVIOUS"],
                [versionId]: ["AWSPENDING", "AWSCURRENT"],
            });
            assert.deepEqual(endpoints.log[0], {
                principal: "secretsmanager.amazonaws.com",
                action: "lambda:InvokeFunction",
                resource: rotationArn,
                allowed: true,
            });
        });
    });

    it("lets a function make a version without a value current, and then finds no value", async () => {
        await withEndpoints(async ({ endpoints, secrets }) => {
            const client = secrets(rotation);

            const versionId = await endpoints.rotateSecret("reader", async (_, event) => {
                if (event.Step === "finishSecret") await rotateAsAwsShows(client, event);
            });

            assert.deepEqual(await stagesOf(client), {
                [firstVersion]: ["BOOTSTRAP", "AWSPREVIOUS"],
                [versionId]: ["AWSPENDING", "AWSCURRENT"],
            });
            await assertRefused(
                client.send(new GetSecretValueCommand({ SecretId: readerArn })),
                "ResourceNotFoundException",
                "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
            );
        });
    });

    it("rotates again and again, keeping BOOTSTRAP where it is", async () => {
        await withEndpoints(async ({ endpoints, secrets }) => {
            const client = secrets(rotation);
            const invoke: InvokeRotation = (_, event) => rotateAsAwsShows(client, event);

            await endpoints.rotateSecret(readerArn, invoke);
            const second = await endpoints.rotateSecret(readerArn, invoke);
            const third = await endpoints.rotateSecret(readerArn, invoke);

            assert.deepEqual(await stagesOf(client), {
                [firstVersion]: ["BOOTSTRAP"],
                [second]: ["AWSPREVIOUS"],
                [third]: ["AWSPENDING", "AWSCURRENT"],
            });
            const { LastRotatedDate: rotated } = await client.send(new DescribeSecretCommand({ SecretId: readerArn }));
            assert.ok(rotated instanceof Date);
        });
    });

    for (const failing of ["createSecret", "setSecret", "testSecret", "finishSecret"] as const) {
        it(`reports that ${failing} failed, refuses another rotation, and can be retried`, async () => {
            await withEndpoints(async ({ endpoints, secrets }) => {
                const client = secrets(rotation);
                const failure = new Error("the database is away");
                let token: string | undefined;

                await assert.rejects(
                    endpoints.rotateSecret(readerArn, async (_, event) => {
                        token = event.ClientRequestToken;
                        if (event.Step === failing) {
                            throw failure;
                        }
                        await rotateAsAwsShows(client, event);
                    }),
                    {
                        message: `The rotation of reader failed in ${failing}: the database is away`,
                        step: failing,
                        cause: failure,
                    },
                );
                await assertRefused(
                    endpoints.rotateSecret(readerArn, () => assert.fail("must not be invoked")),
                    "Error",
                    "A previous rotation isn't complete. That rotation will be reattempted.",
                );
                const retried = await endpoints.retryRotation(readerArn, (_, event) => rotateAsAwsShows(client, event));

                assert.equal(retried, token);
                const { VersionId: current } = await client.send(new GetSecretValueCommand({ SecretId: readerArn }));
                assert.equal(current, token);
            });
        });
    }

    it("fails if the function did not make the new version current", async () => {
        await withEndpoints(async ({ endpoints }) => {
            await assert.rejects(
                endpoints.rotateSecret(readerArn, () => Promise.resolve()),
                {
                    message:
                        "The rotation of reader failed in finishSecret: it ended well, but AWSCURRENT is not on the " +
                        "new version.",
                    step: "finishSecret",
                },
            );
        });
    });

    it("starts a new rotation once AWSPENDING is removed from a failed one", async () => {
        await withEndpoints(async ({ endpoints, secrets }) => {
            const client = secrets(rotation);
            await assert.rejects(endpoints.rotateSecret(readerArn, () => Promise.reject(new Error("no"))));
            const pending = Object.entries(await stagesOf(client)).find(([, s]) => s.includes("AWSPENDING"));
            await client.send(
                new UpdateSecretVersionStageCommand({
                    SecretId: readerArn,
                    VersionStage: "AWSPENDING",
                    RemoveFromVersionId: pending?.[0],
                }),
            );

            const versionId = await endpoints.rotateSecret(readerArn, (_, event) => rotateAsAwsShows(client, event));

            assert.notEqual(versionId, pending?.[0]);
            assert.deepEqual(await stagesOf(client), {
                [firstVersion]: ["BOOTSTRAP", "AWSPREVIOUS"],
                [versionId]: ["AWSPENDING", "AWSCURRENT"],
            });
        });
    });

    it("refuses two rotations of one secret at once", async () => {
        await withEndpoints(async ({ endpoints, secrets }) => {
            const client = secrets(rotation);

            const outcomes = await Promise.allSettled([
                endpoints.rotateSecret(readerArn, (_, event) => rotateAsAwsShows(client, event)),
                endpoints.rotateSecret(readerArn, (_, event) => rotateAsAwsShows(client, event)),
            ]);

            assert.deepEqual(
                outcomes.map(({ status }) => status),
                ["fulfilled", "rejected"],
            );
        });
    });

    it("refuses a secret without a function, and a missing secret", async () => {
        await withEndpoints(async ({ endpoints }) => {
            const never: InvokeRotation = () => assert.fail("must not be invoked");

            await assert.rejects(endpoints.rotateSecret(masterArn, never), { code: "InvalidRequestException" });
            await assert.rejects(endpoints.rotateSecret("missing", never), { code: "ResourceNotFoundException" });
        });
    });

    it("refuses to retry if no rotation failed", async () => {
        await withEndpoints(async ({ endpoints }) => {
            await assertRefused(
                endpoints.retryRotation(readerArn, () => assert.fail("must not be invoked")),
                "Error",
                "reader has no unfinished rotation to retry; begin a new one with rotate.",
            );
        });
    });
});
