import assert from "node:assert/strict";
import { account, masterArn, readerArn, rotation, rotationArn, secondVersion, withEndpoints } from "../fixture";
import { rotateAsAwsShows, stagesOf } from "./rotationFunction";

describe("rotateSecret, by the function's permissions", () => {
    const [permission] = account.permissions;
    const notPermitted: [what: string, change: object][] = [
        ["of another function", { functionArn: `${rotationArn}-2` }],
        ["for another service", { principal: "events.amazonaws.com" }],
        ["for another secret", { sourceArn: masterArn }],
        ["for another account", { sourceAccount: "444455556666" }],
        ["for another action", { action: "lambda:GetFunction" }],
    ];
    for (const [what, change] of notPermitted) {
        it(`does not invoke the function with a permission ${what}`, async () => {
            assert.ok(permission !== undefined);
            await withEndpoints(
                async ({ endpoints }) => {
                    await assert.rejects(
                        endpoints.rotateSecret(readerArn, () => assert.fail("must not be invoked")),
                        {
                            code: "AccessDeniedException",
                            message:
                                "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function " +
                                "policy grants access to the principal secretsmanager.amazonaws.com.",
                        },
                    );
                    assert.equal(endpoints.log[0]?.allowed, false);
                },
                { permissions: [{ ...permission, ...change }] },
            );
        });
    }

    it("finds the permission for a secret among those of other secrets", async () => {
        assert.ok(permission !== undefined);
        await withEndpoints(
            async ({ endpoints, secrets }) => {
                const client = secrets(rotation);

                const versionId = await endpoints.rotateSecret(readerArn, (_, event) =>
                    rotateAsAwsShows(client, event),
                );

                assert.equal((await stagesOf(client))[versionId]?.includes("AWSCURRENT"), true);
            },
            { permissions: [permission, { ...permission, sourceArn: masterArn }] },
        );
    });

    it("does not retry a rotation without permission either", async () => {
        const [reader] = account.secrets;
        assert.ok(reader !== undefined);
        const pending = { id: secondVersion, stages: ["AWSPENDING"], value: "second" };
        await withEndpoints(
            async ({ endpoints }) => {
                await assert.rejects(
                    endpoints.retryRotation(readerArn, () => assert.fail("must not be invoked")),
                    { code: "AccessDeniedException" },
                );
            },
            { secrets: [{ ...reader, versions: [...reader.versions, pending] }], permissions: [] },
        );
    });
});
