import assert from "node:assert/strict";
import { type Platform, secretArns, steps, whoAmI } from "../../harness/platform";
import { useUnrotatedPlatform } from "./unrotatedPlatform";

const arn = secretArns.application;

describe("a rotation whose secret has a broken version", () => {
    let platform: Platform;

    useUnrotatedPlatform("versions", (created) => {
        platform = created;
    });

    const unfinished: readonly (readonly [title: string, done: readonly string[], code: string])[] = [
        ["has no value", [], "credentialsNotReady"],
        ["has a password that the server never got", ["createSecret"], "authenticationFailed"],
    ];
    for (const [title, done, code] of unfinished) {
        for (const rotations of [0, 2]) {
            it(`does not finish a pending version that ${title}, after ${rotations} rotations`, async () => {
                for (let count = 0; count < rotations; count += 1) await platform.rotate("application");
                const before = { ...platform.vault.stages(arn) };
                const token = platform.vault.startRotation(arn);
                for (const step of done) await platform.step("application", token, step);

                await assert.rejects(platform.step("application", token, "finishSecret"), { code });

                const { [token]: pending, ...others } = platform.vault.stages(arn);
                const current = Object.entries(others).filter(([, stages]) => stages.includes("AWSCURRENT"));
                assert.deepEqual(pending, ["AWSPENDING"]);
                assert.deepEqual(
                    current.map(([id]) => id),
                    Object.keys(before).filter((id) => before[id]?.includes("AWSCURRENT")),
                );
                for (const step of steps) await platform.step("application", token, step);
                assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_a");
            });
        }
    }

    for (const step of ["setSecret", "testSecret"]) {
        it(`fails at ${step} if the pending version has no value`, async () => {
            const token = platform.vault.startRotation(arn);

            await assert.rejects(platform.step("application", token, step), {
                code: "credentialsNotReady",
                message:
                    "credentialsNotReady: The pending version of the application secret has no value yet. " +
                    "Let Secrets Manager repeat the rotation from createSecret on.",
            });
        });
    }

    const broken: readonly (readonly [title: string, breakVersion: (platform: Platform) => void])[] = [
        [
            "has no value",
            ({ vault }) => {
                vault.empty(arn, "AWSCURRENT");
            },
        ],
        [
            "is not JSON",
            ({ vault }) => {
                vault.overwriteText(arn, "AWSCURRENT", "password");
            },
        ],
        [
            "has a user name that is not a text",
            ({ vault }) => {
                vault.overwrite(arn, "AWSCURRENT", { username: 1 });
            },
        ],
    ];
    for (const [title, breakVersion] of broken) {
        for (const rotations of [2, 3]) {
            it(`replaces a current version that ${title}, and keeps the previous login working, after ${rotations} rotations`, async () => {
                for (let count = 0; count < rotations; count += 1) await platform.rotate("application");
                const previous = await whoAmI(platform, "AWSPREVIOUS");
                const client = platform.login("application", "AWSPREVIOUS");
                breakVersion(platform);

                await platform.rotate("application");

                // Clients may still use the version before the broken one.
                const [row] = await client<{ name: string }[]>`select current_user as name`;
                await client.end();
                const current = await whoAmI(platform, "AWSCURRENT");
                assert.deepEqual(
                    [row?.name, [previous, current].sort()],
                    [previous, ["application_a", "application_b"]],
                );
            });
        }
    }

    it("replaces the first version after it has lost its value", async () => {
        await platform.rotate("application");
        platform.vault.empty(arn, "AWSCURRENT");

        await platform.rotate("application");

        assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_a");
    });
});
