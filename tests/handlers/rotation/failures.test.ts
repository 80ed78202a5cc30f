import assert from "node:assert/strict";
import { awsFailure, lambdaContext } from "../../harness/fakes";
import { masterArn, type Platform, secretArns, whoAmI } from "../../harness/platform";
import { master } from "../../harness/postgres";
import { useUnrotatedPlatform } from "./unrotatedPlatform";

const arn = secretArns.application;
const noMasterSecret =
    "The master's secret has no login or no longer exists. Let RDS manage the master's password, refresh and deploy; " +
    "or rotate the master's secret. Then rotate this one.";

describe("a rotation that fails", () => {
    let platform: Platform;

    useUnrotatedPlatform("rotation_failures", (created) => {
        platform = created;
    });

    it("fails when the master's password stays wrong, and the current login works", async () => {
        await platform.rotate("application");
        const token = platform.vault.startRotation(arn);
        await platform.step("application", token, "createSecret");
        platform.vault.overwrite(masterArn, "AWSCURRENT", { ...master, password: "wrong" });

        await assert.rejects(platform.step("application", token, "setSecret"), {
            code: "authenticationFailed",
            message:
                "authenticationFailed: The server refused the master's login. Rotate the master's secret, then this one.",
        });

        assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_a");
    });

    const masters: readonly (readonly [value: string, code: string, message: string])[] = [
        ['{"host":"x"}', "credentialsNotReady", noMasterSecret],
        [
            "password",
            "secretMalformed",
            "The master's secret is not the JSON that RDS writes. Rotate it, then this one.",
        ],
    ];
    for (const [value, code, message] of masters) {
        it(`names the master's secret if that contains ${value}`, async () => {
            const token = platform.vault.startRotation(arn);
            await platform.step("application", token, "createSecret");
            platform.vault.overwriteText(masterArn, "AWSCURRENT", value);

            const setting = platform.step("application", token, "setSecret");

            await assert.rejects(setting, { code, message: `${code}: ${message}` });
        });
    }

    it("fails without the master's secret, which RDS deletes when it manages no password, and the current login works", async () => {
        await platform.rotate("application");
        const token = platform.vault.startRotation(arn);
        await platform.step("application", token, "createSecret");
        platform.vault.empty(masterArn, "AWSCURRENT");

        const setting = platform.step("application", token, "setSecret");

        await assert.rejects(setting, {
            code: "credentialsNotReady",
            message: `credentialsNotReady: ${noMasterSecret}`,
        });
        assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_a");
    });

    it("names the pending login if the server refuses it", async () => {
        const token = platform.vault.startRotation(arn);
        await platform.step("application", token, "createSecret");

        await assert.rejects(platform.step("application", token, "testSecret"), {
            code: "authenticationFailed",
            message:
                "authenticationFailed: The server refused the pending login application_a. " +
                "Let Secrets Manager repeat the rotation, which sets its password.",
        });
    });

    const refusals: readonly (readonly [title: string, code: string, prepare: (platform: Platform) => void])[] = [
        [
            "rotation is not enabled",
            "rotationDisabled",
            ({ vault }) => {
                vault.setRotationEnabled(arn, false);
            },
        ],
        ["the version is no longer pending", "versionNotPending", ({ vault }) => void vault.startRotation(arn)],
        [
            "AWS denies the call",
            "awsAccessDenied",
            ({ vault }) => {
                vault.onCall = () => {
                    throw awsFailure("AccessDeniedException");
                };
            },
        ],
        [
            "the pending version has the user name of another login",
            "secretMalformed",
            ({ vault }) => {
                vault.overwrite(arn, "AWSPENDING", { ...vault.value(arn, "AWSPENDING"), username: "joe" });
            },
        ],
        [
            "the pending version has the user name of the current login",
            "secretMalformed",
            ({ vault }) => {
                vault.overwrite(arn, "AWSPENDING", vault.value(arn, "AWSCURRENT"));
            },
        ],
    ];
    for (const [title, code, prepare] of refusals) {
        it(`leaves the current login working if ${title}`, async () => {
            await platform.rotate("application");
            const token = platform.vault.startRotation(arn);
            await platform.step("application", token, "createSecret");
            prepare(platform);

            await assert.rejects(platform.step("application", token, "setSecret"), { code, name: code });

            assert.equal(await whoAmI(platform, "AWSCURRENT"), "application_a");
        });
    }

    it("refuses any other secret than its three", async () => {
        const event = { SecretId: masterArn, ClientRequestToken: "first", Step: "setSecret" };

        await assert.rejects(platform.rotation(event, lambdaContext()), { code: "eventInvalid" });
    });
});
