import assert from "node:assert/strict";
import { awsFailure } from "../../harness/fakes";
import { type Platform, secretArns, steps, whoAmI } from "../../harness/platform";
import { useUnrotatedPlatform } from "./unrotatedPlatform";

const arn = secretArns.application;

describe("a rotation that is interrupted or repeated", () => {
    let platform: Platform;

    useUnrotatedPlatform("rotation_interruptions", (created) => {
        platform = created;
    });

    it("has the same result when each step runs twice", async () => {
        const token = platform.vault.startRotation(arn);

        for (const step of steps) {
            await platform.step("application", token, step);
            await platform.step("application", token, step);
        }

        assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_a");
        const puts = platform.vault.calls.filter(({ command }) => command === "PutSecretValueCommand");
        assert.equal(puts.length, 1);
    });

    for (const [index, step] of steps.entries()) {
        it(`succeeds from the first step on after ${step} was interrupted`, async () => {
            await platform.rotate("application");
            const token = platform.vault.startRotation(arn);
            for (const done of steps.slice(0, index)) await platform.step("application", token, done);
            const before = await whoAmI(platform, "AWSCURRENT");
            failWrites(platform, step);
            await assert.rejects(platform.step("application", token, step));
            platform.vault.onCall = () => undefined;

            for (const again of steps) await platform.step("application", token, again);

            assert.equal(before, "application_a");
            assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_b");
            assert.equal(await whoAmI(platform, "AWSPREVIOUS"), "application_a");
        });
    }

    it("succeeds after an earlier rotation ended at setSecret", async () => {
        await platform.rotate("application");
        const abandoned = platform.vault.startRotation(arn);
        await platform.step("application", abandoned, "createSecret");
        await platform.step("application", abandoned, "setSecret");

        await platform.rotate("application");

        assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_b");
        assert.equal(await whoAmI(platform, "AWSPREVIOUS"), "application_a");
    });

    it("creates one password when the same step runs twice at once", async () => {
        const token = platform.vault.startRotation(arn);

        await Promise.all([1, 2].map(() => platform.step("application", token, "createSecret")));
        await Promise.all([1, 2].map(() => platform.step("application", token, "setSecret")));
        await platform.step("application", token, "testSecret");
        await platform.step("application", token, "finishSecret");

        assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_a");
    });
});

/** Lets the AWS call fail that a step depends on: the write of a version or stage, otherwise the read of a secret. */
function failWrites(platform: Platform, step: string): void {
    const writes = step === "createSecret" || step === "finishSecret";
    platform.vault.onCall = ({ command }) => {
        if (writes ? /^(Put|Update)/.test(command) : command === "GetSecretValueCommand") {
            throw awsFailure("InternalServiceError");
        }
    };
}
