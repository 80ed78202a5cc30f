import assert from "node:assert/strict";
import { UpdateSecretVersionStageCommand } from "@aws-sdk/client-secrets-manager";
import { connectTo, type Kind, type Platform, secretArns, steps } from "../../harness/platform";
import { refusalOf } from "./refusalOf";
import { useUnrotatedPlatform } from "./unrotatedPlatform";

const kinds: readonly Kind[] = ["migration", "application", "reader"];

describe("the first rotation of a secret, in a database that has logins of a former life", () => {
    let platform: Platform;

    useUnrotatedPlatform("take_over", (created) => {
        platform = created;
    });

    it("ends the former passwords of both logins of each kind", async () => {
        const former = await formerLogins(platform);
        platform.resetSecrets();

        await platform.rotateAll();

        const refusals = await Promise.all(former.map((login) => refusalOfLogin(platform, login)));
        assert.deepEqual(refusals, Array(6).fill("28P01"));
        for (const kind of kinds) assert.equal(await refusalOfLogin(platform, loginOf(platform, kind)), undefined);
    });

    it("ends nothing if a step before the password fails", async () => {
        const former = await formerLogins(platform);
        platform.resetSecrets();
        const token = platform.vault.startRotation(secretArns.application);
        await platform.step("application", token, "createSecret");
        await platform.superuser.unsafe("alter role application_a replication");

        await assert.rejects(platform.step("application", token, "setSecret"), { code: "roleNotOurs" });

        const application = former.filter(({ username }) => username.startsWith("application"));
        const refusals = await Promise.all(application.map((login) => refusalOfLogin(platform, login)));
        assert.deepEqual(refusals, [undefined, undefined]);
    });

    it("names the other roles that can log in, in the rotation of migration only, and only once", async () => {
        await platform.superuser.unsafe('create role joe login; create role "Ann B" login; create role staff nologin');
        try {
            platform.log.length = 0;

            await platform.rotateAll();
            await platform.rotateAll();

            assert.deepEqual(platform.notes(), [
                'The database has other roles that can log in, from before this stack: "Ann B", joe. ' +
                    "docs/restore.md has the statements that end that.",
            ]);
        } finally {
            await platform.superuser.unsafe('drop role joe; drop role "Ann B"; drop role staff');
        }
    });

    it("names twenty of them at most", async () => {
        const names = Array.from({ length: 22 }, (_, index) => `person_${String(index).padStart(2, "0")}`);
        await platform.superuser.unsafe(names.map((name) => `create role ${name} login`).join("; "));
        try {
            platform.log.length = 0;

            await platform.rotate("migration");

            const [note] = platform.notes();
            assert.match(String(note), /: person_00, .*, person_19 and 2 more\. /);
        } finally {
            await platform.superuser.unsafe(names.map((name) => `drop role ${name}`).join("; "));
        }
    });

    it("does not follow a first version that a person made current again: its clients use the previous one", async () => {
        await platform.rotate("application");
        await platform.rotate("application");
        const used = loginOf(platform, "application");
        const { vault } = platform;
        const ids = Object.entries(vault.stages(secretArns.application));
        const idAt = (stage: string): string => ids.find(([, stages]) => stages.includes(stage))?.[0] ?? "";
        await vault.client.send(
            new UpdateSecretVersionStageCommand({
                SecretId: secretArns.application,
                VersionStage: "AWSCURRENT",
                MoveToVersionId: idAt("BOOTSTRAP"),
                RemoveFromVersionId: idAt("AWSCURRENT"),
            }),
        );

        const token = vault.startRotation(secretArns.application);
        for (const step of steps) await platform.step("application", token, step);

        assert.equal(await refusalOfLogin(platform, used), undefined);
    });
});

interface Login {
    readonly username: string;
    readonly password: string;
}

/** Rotates each secret twice and returns the six logins. */
async function formerLogins(platform: Platform): Promise<readonly Login[]> {
    const logins: Login[] = [];
    for (const kind of [...kinds, ...kinds]) {
        await platform.rotate(kind);
        logins.push(loginOf(platform, kind));
    }
    return logins;
}

function loginOf({ vault }: Platform, kind: Kind): Login {
    const { username = "", password = "" } = vault.value(secretArns[kind], "AWSCURRENT");
    return { username, password };
}

/** Returns the SQLSTATE with which the server refuses a login, or undefined. */
async function refusalOfLogin({ server, database }: Platform, login: Login): Promise<string | undefined> {
    return await refusalOf(connectTo(server, database, login));
}
