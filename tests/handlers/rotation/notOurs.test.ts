import assert from "node:assert/strict";
import { roleRefused } from "../../../handlers/rotation/roles/master";
import { createPlatform, type Platform, secretArns } from "../../harness/platform";

describe("a role, schema or database that the master cannot change", () => {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform("not_ours");
        await platform.superuser.unsafe("create role joe nologin");
    });

    beforeEach(() => {
        platform.resetSecrets();
    });

    afterEach(async () => {
        await platform.superuser.unsafe("alter role clustermaster createrole");
        await platform.superuser.unsafe("alter database not_ours owner to clustermaster");
        await platform.dropRoles();
    });

    after(async () => {
        await platform.superuser.unsafe("drop role joe");
        await platform.drop();
    });

    const attributes =
        "is a superuser, or may replicate or bypass row security. Take that from it, or rename it, then rotate again.";
    const faults: readonly (readonly [title: string, change: string, code: string, message: string])[] = [
        [
            "a login is a superuser",
            "alter role application_b superuser",
            "roleNotOurs",
            `Role application_b ${attributes}`,
        ],
        [
            "a login may replicate",
            "alter role application_b replication",
            "roleNotOurs",
            `Role application_b ${attributes}`,
        ],
        [
            "a group bypasses row security",
            "alter role experimentation_writer bypassrls",
            "roleNotOurs",
            `Role experimentation_writer ${attributes}`,
        ],
        [
            "another role owns the schema",
            "alter schema experimentation owner to joe",
            "permissionDenied",
            "Schema experimentation belongs to joe, for which the master clustermaster may not act. " +
                "Give it to the master, then rotate again.",
        ],
        [
            "another role owns the database",
            "alter database not_ours owner to joe",
            "permissionDenied",
            'Database "not_ours" belongs to joe, and the master clustermaster may not do all in it that a rotation ' +
                "does. Give it to the master, then rotate again.",
        ],
        [
            "the master cannot create roles",
            "alter role clustermaster nocreaterole",
            "permissionDenied",
            "The master clustermaster has lost the right to make roles. Rotate the master's secret, as RDS restores " +
                "its rights with a new password, then rotate again.",
        ],
    ];
    for (const [title, change, code, message] of faults) {
        it(`is named in the error if ${title}, and the current login works`, async () => {
            await platform.rotate("application");
            await platform.superuser.unsafe(change);
            const token = platform.vault.startRotation(secretArns.application);
            await platform.step("application", token, "createSecret");

            const setting = platform.step("application", token, "setSecret");

            await assert.rejects(setting, { code, message: `${code}: ${message}` });
            const client = platform.login("application");
            const rows = await client`select`;
            await client.end();
            assert.equal(rows.length, 1);
        });
    }

    it("is left as it is by a first rotation, which then creates no role", async () => {
        await platform.superuser.unsafe("create schema experimentation");
        const token = platform.vault.startRotation(secretArns.reader);
        await platform.step("reader", token, "createSecret");

        await assert.rejects(platform.step("reader", token, "setSecret"), { code: "permissionDenied" });

        const made = await platform.superuser`select from pg_roles where rolname = 'reader_a'`;
        assert.equal(made.length, 0);
    });

    // Applies from PostgreSQL 16 on; the tests run on 15.
    it("is named in the error if the master lacks the ADMIN option on it", () => {
        const master = { name: "clustermaster", mayCreateRoles: true, majorVersion: 16 };

        assert.equal(
            roleRefused(master, "experimentation_owner").message,
            "Role experimentation_owner cannot be changed by the master clustermaster, which lacks the ADMIN option on " +
                "it. As a role that has it, run GRANT experimentation_owner TO clustermaster WITH ADMIN OPTION, then " +
                "rotate again.",
        );
    });
});
