import assert from "node:assert/strict";
import { ownMajor } from "../../../tools/local/postgres/versions";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, masterArn, type Platform } from "../../harness/platform";
import { majorVariable } from "../../harness/postgres";
import { database, type DeclaringPlatform, declaringPlatform, role, texts } from "./declared";

const repetition = "Every run continues where the last one ended, so it can be repeated.";

const declaration = {
    roles: [role("analysts")],
    databases: ["one", "two"].map((name) =>
        database(name, { schemas: ["s"], grants: [{ to: "analysts", schema: "s", tables: ["select"] }] }),
    ),
};

const majorVersion = Number(process.env[majorVariable] ?? ownMajor);

describe("declared databases that are interrupted, concurrent or refused", () => {
    let platform: Platform;
    let declared: DeclaringPlatform;

    before(async () => {
        platform = await createPlatform("declared_refused");
    });

    beforeEach(() => {
        platform.resetSecrets();
        declared = declaringPlatform(platform);
        declared.deploy(declaration);
    });

    afterEach(async () => {
        await declared.clean();
        await platform.superuser`drop role if exists taken, taken_owner`;
        await platform.dropRoles();
    });

    after(async () => {
        await platform.drop();
    });

    it("are the same after three runs at once", async () => {
        const runs = await Promise.allSettled([1, 2, 3].map(() => declared.apply()));

        assert.deepEqual(
            runs.map(({ status }) => status),
            ["fulfilled", "fulfilled", "fulfilled"],
        );
        assert.deepEqual(texts(await declared.apply()), []);
    });

    it("are the same when the first rotations run at the same time", async () => {
        const rotations = (["migration", "application", "reader"] as const).map((kind) => declared.rotate(kind));

        await Promise.all([...rotations, declared.apply()]);

        assert.deepEqual(texts(await declared.apply()), []);
        const failed = platform.log.filter((line) => line.includes('"ok":false'));
        assert.deepEqual(failed, []);
    });

    for (const calls of [1, 2, 3]) {
        it(`are completed by the next run if the connection ${calls} of a run cannot be opened`, async () => {
            let count = 0;
            platform.vault.onCall = ({ command }) => {
                if (command !== "GetSecretValueCommand") return;
                count += 1;
                if (count === calls) platform.vault.overwriteText(masterArn, "AWSCURRENT", "broken");
            };
            await assert.rejects(declared.apply(), { code: "secretMalformed" });
            platform.resetSecrets();

            const plan = await declared.plan();
            const run = await declared.apply();

            assert.deepEqual(run, plan);
            assert.equal(
                texts(run).some((text) => text.includes("CREATE DATABASE")),
                calls === 1,
            );
            assert.deepEqual(texts(await declared.apply()), []);
        });
    }

    it("are completed by the next run if the time of a run ends", async () => {
        await declared.send({ action: "applyDatabases" }, 700).catch(() => undefined);

        await declared.apply();

        assert.deepEqual(texts(await declared.apply()), []);
    });

    it("are completed by a rotation of migration's secret, which notes the statements", async () => {
        platform.log.length = 0;
        await declared.rotate("reader");
        const before = platform.notes();

        await declared.rotate("migration");

        assert.deepEqual(before, []);
        assert.ok(platform.notes().includes('one: CREATE SCHEMA "s" AUTHORIZATION "experimentation_owner"'));
        assert.deepEqual(texts(await declared.apply()), []);
    });

    it("do not stop a rotation if they are refused: the log says why", async () => {
        await platform.superuser`create role taken`;
        declared.deploy({ roles: [role("taken")], databases: [] });

        await declared.rotate("migration");

        assert.match(
            String(platform.notes().at(-1)),
            /^The declared databases were not reconciled: Role taken exists and is not of a declaration/,
        );
    });

    it("refuse a role that exists already, until it is adopted", async () => {
        await platform.superuser`create role taken`;
        declared.deploy({ roles: [role("taken")], databases: [] });
        const adoption = `COMMENT ON ROLE "taken" IS '{"declaredBy":"experimentation","memberOf":[]}'`;

        const run = declared.apply();

        await assert.rejects(run, {
            message: `roleNotOurs: Role taken exists and is not of a declaration. Rename it, or run ${adoption} to adopt it, then deploy again. ${repetition}`,
        });
        await platform.superuser.unsafe(`${adoption}; grant taken to clustermaster with admin option`);
        await assert.doesNotReject(declared.apply());
    });

    it("refuse a role that may do what only a superuser may", async () => {
        await platform.superuser`create role taken replication`;
        declared.deploy({ roles: [role("taken")], databases: [] });

        await assert.rejects(declared.apply(), /: Role taken is a superuser, or may replicate/);
    });

    it("refuse a database of another owner, and leave the ones before it complete", async () => {
        await platform.superuser`create role taken_owner`;
        await platform.superuser`create database two owner taken_owner`;

        await assert.rejects(declared.apply(), {
            message:
                "permissionDenied: Database two belongs to taken_owner, and is declared to belong to experimentation_owner. " +
                `Run ALTER DATABASE "two" OWNER TO "experimentation_owner" as its owner, or declare another, then deploy again. ${repetition}`,
        });

        const { statements } = await declared.plan({ ...declaration, databases: declaration.databases.slice(0, 1) });
        assert.deepEqual(statements, []);
        await platform.superuser`drop database two`;
    });

    it("name the statement that the server refuses, and change nothing in its database", async () => {
        declared.deploy({ roles: [], databases: [database("one", { extensions: ["vector"], schemas: ["s"] })] });

        const run = declared.apply();

        await assert.rejects(run, {
            message:
                'statementInvalid: The server does not accept the statement. In database one: CREATE EXTENSION "vector" ' +
                `SCHEMA "extensions" CASCADE ${repetition}`,
        });
        const client = platform.server.connectAsSuperuser("one");
        const rows = await client`select from pg_namespace where nspname = 's'`;
        await client.end();
        assert.equal(rows.length, 0);
    });

    it("with a login for IAM leave the master its password", async function () {
        // Since 16, the local server's master may not grant rds_iam. RDS's may.
        if (majorVersion >= 16) this.skip();
        declared.deploy({
            roles: [role("jane", { login: true, connectionLimit: 2, memberOf: ["rds_iam"] })],
            databases: [],
        });

        await declared.apply();

        const [row] = await platform.superuser`
            select pg_has_role('clustermaster', 'rds_iam', 'member') as locked, pg_has_role('jane', 'rds_iam', 'member') as iam`;
        assert.deepEqual(row, { locked: false, iam: true });
        assert.deepEqual(texts(await declared.apply()), []);
    });

    it("are refused as a whole if the master would lose its password", async () => {
        declared.deploy({ roles: [role("analysts", { memberOf: ["rds_iam"] })], databases: [] });

        await assert.rejects(
            declared.apply(),
            majorVersion < 16
                ? /roleNotOurs: The master would be a member of rds_iam/
                : /permissionDenied: .* In database declared_refused: GRANT "rds_iam" TO "analysts"/,
        );

        const rows = await platform.superuser`select from pg_roles where rolname = 'analysts'`;
        assert.equal(rows.length, 0);
    });

    const events: readonly (readonly [title: string, event: unknown, message: RegExp])[] = [
        ["an unknown action", { action: "dropDatabases" }, /: Step: must be one of/],
        ["a declaration to apply", { action: "applyDatabases", declaration }, /: declaration: only plan/],
    ];
    for (const [title, event, message] of events) {
        it(`refuse ${title}`, async () => {
            await assert.rejects(declared.send(event), message);
        });
    }

    it("are an unknown event for a function whose stack declares none", async () => {
        const run = platform.rotation({ action: "planDatabases" }, lambdaContext());

        await assert.rejects(run, /: Step: must be one of/);
    });

    it("quote every name, so that a plan of a hostile declaration is text alone", async () => {
        const name = `x"; DROP DATABASE one; --`;

        const plan = await declared.plan({ roles: [role(name)], databases: [database(name, { owner: name })] });

        assert.ok(
            texts(plan).includes(
                `declared_refused: CREATE ROLE "x""; DROP DATABASE one; --" NOLOGIN INHERIT NOCREATEDB NOCREATEROLE CONNECTION LIMIT -1`,
            ),
        );
    });
});
