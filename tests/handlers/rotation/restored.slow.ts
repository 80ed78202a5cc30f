import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type postgres from "postgres";
import { loginKinds } from "../../../handlers/shared/loginKinds";
import { toRecord } from "../../../offline/toRecord";
import { callAccess, callAccessOk, retryRotation, rotate, secretArn } from "../../../tools/local/platform/platform";
import { connect } from "../../../tools/local/postgres/connection";
import { localMajors } from "../../../tools/local/postgres/versions";
import { asSuperuser, type StartedPlatform, startLocalPlatform } from "../../harness/localPlatform";
import { projectKeys } from "../../program/runs";
import { refusalOf } from "./refusalOf";

const database = "experimentation";

/** What the former life left in the snapshot. */
interface FormerLife {
    readonly logins: readonly Login[];
    readonly memberships: readonly unknown[];
    readonly owners: readonly unknown[];
}

interface Login {
    readonly username: string;
    readonly password: string;
}

for (const major of localMajors) {
    describe(`a PostgreSQL ${major} that was restored from another platform's snapshot`, function () {
        this.timeout(120_000);

        let folder: string;
        let snapshot: string;
        let former: FormerLife;
        let started: StartedPlatform;

        const restore = (changes: Readonly<Record<string, string>> = {}): Promise<StartedPlatform> =>
            startLocalPlatform("dev", (platform) => platform, {
                config: projectKeys({ engineVersion: String(major), ...changes }),
                restoreFrom: snapshot,
            });

        before(async () => {
            folder = await mkdtemp(join(tmpdir(), "snapshot-"));
            snapshot = join(folder, "data");
            former = await liveBefore(major, snapshot);
            started = await restore();
            for (const kind of loginKinds) await rotate(started.local, kind);
        });

        after(async () => {
            await started.stop();
            await rm(folder, { recursive: true });
        });

        it("refuses all six logins of its former life, and accepts the three new ones", async () => {
            const refusals = await Promise.all(former.logins.map((login) => refusalOfLogin(started, login)));
            const accepted = await Promise.all(
                loginKinds.map((kind) => refusalOfLogin(started, loginOf(started, kind))),
            );

            assert.deepEqual(
                former.logins.map(({ username }) => username).sort(),
                loginKinds.flatMap((kind) => [`${kind}_a`, `${kind}_b`]).sort(),
            );
            assert.deepEqual(refusals, Array(6).fill("28P01"));
            assert.deepEqual(accepted, Array(3).fill(undefined));
        });

        it("names the other roles that can log in, once", () => {
            const notes = started.log.flatMap((line) => notesIn(line));

            assert.deepEqual(notes, [
                "The database has other roles that can log in, from before this stack: joe. " +
                    "docs/restore.md has the statements that end that.",
            ]);
        });

        it("has the schema's version and the rows, so that createSchema applies nothing", async () => {
            const health = await callAccessOk(started.local, { action: "healthCheck" });
            const created = await callAccessOk(started.local, { action: "createSchema" });
            const read = await callAccessOk(started.local, {
                action: "query",
                sql: "select key from experimentation.experiments",
            });

            assert.equal(toRecord(toRecord(health.endpoints).writer).schemaVersion, created.schemaVersion);
            assert.deepEqual(created.applied, []);
            assert.deepEqual(read.rows, [["button"]]);
        });

        it("has the memberships and the owners of before", async () => {
            const [memberships, owners] = await asSuperuser(started, async (sql) => [
                await membershipsIn(sql),
                await ownersIn(sql),
            ]);

            assert.deepEqual(memberships, former.memberships);
            assert.deepEqual(owners, former.owners);
        });

        it("alternates between both logins from then on, and keeps the previous one", async () => {
            const first = loginOf(started, "application");

            await rotate(started.local, "application");

            const second = loginOf(started, "application");
            assert.deepEqual([first.username, second.username], ["application_a", "application_b"]);
            assert.deepEqual(
                [await refusalOfLogin(started, first), await refusalOfLogin(started, second)],
                [undefined, undefined],
            );
        });

        it("answers schemaNewer if its schema is newer than the function's", async () => {
            const table = "experimentation.schema_migrations";
            await asSuperuser(started, (sql) => sql.unsafe(`insert into ${table} values (99, 'later', '')`));

            const answer = await callAccess(started.local, { action: "createSchema" });

            await asSuperuser(started, (sql) => sql.unsafe(`delete from ${table} where version = 99`));
            assert.equal(toRecord(answer.error).code, "schemaNewer");
        });

        if (major === localMajors[0]) {
            it("answers databaseMissing under another name, and is taken over under the right one", async () => {
                const wrong = await restore({ databaseName: "shop" });
                const right = await restore();

                const refused = rotate(wrong.local, "reader");

                await assert.rejects(
                    refused,
                    /failed in setSecret: databaseMissing: The server has no database of the configured name\. If the /,
                );
                await wrong.stop();
                await rotate(right.local, "reader");
                await right.stop();
            });
        } else {
            it("answers roleNotOurs without the ADMIN option on a role, changes nothing, and goes on with it", async () => {
                const other = await restore();
                const old = former.logins.find(({ username }) => username === "application_b");
                assert.ok(old);
                await asSuperuser(other, (sql) =>
                    sql.unsafe("revoke admin option for application_b from clustermaster cascade"),
                );

                await assert.rejects(rotate(other.local, "application"), {
                    message:
                        /failed in setSecret: roleNotOurs: Role application_b cannot be changed by the master clustermaster/,
                });

                assert.equal(await refusalOfLogin(other, old), undefined);
                await asSuperuser(other, (sql) => sql.unsafe("grant application_b to clustermaster with admin option"));
                await retryRotation(other.local, "application");
                assert.equal(await refusalOfLogin(other, old), "28P01");
                await other.stop();
            });
        }
    });
}

/** Runs a platform whose three secrets rotate twice, with a schema, rows and a person's role, and copies its data. */
async function liveBefore(major: number, snapshot: string): Promise<FormerLife> {
    const config = projectKeys({ engineVersion: String(major) });
    const platform = await startLocalPlatform("dev", (each) => each, { config });
    try {
        const logins: Login[] = [];
        for (const kind of [...loginKinds, ...loginKinds]) {
            await rotate(platform.local, kind);
            logins.push(loginOf(platform, kind));
        }
        await callAccessOk(platform.local, { action: "createSchema" });
        const sql = "insert into experimentation.experiments (key, name) values ('button', 'Button')";
        await callAccessOk(platform.local, { action: "query", target: "writer", sql });
        const state = await asSuperuser(platform, async (superuser) => {
            await superuser.unsafe("create role joe login password 'joe-password-1'");
            return { memberships: await membershipsIn(superuser), owners: await ownersIn(superuser) };
        });
        await platform.local.database.server.backUp(snapshot);
        return { logins, ...state };
    } finally {
        await platform.stop();
    }
}

function loginOf({ local }: StartedPlatform, kind: string): Login {
    const value = toRecord(JSON.parse(local.aws.endpoints.currentSecretValue(secretArn(local.program, kind))));
    return { username: String(value.username), password: String(value.password) };
}

/** Returns the SQLSTATE with which the server refuses a login, or undefined. */
async function refusalOfLogin({ local }: StartedPlatform, login: Login): Promise<string | undefined> {
    return await refusalOf(connect(local.database.server, { ...login, database }));
}

async function membershipsIn(sql: postgres.Sql): Promise<readonly unknown[]> {
    return await sql`
        select roleid::regrole::text as role, member::regrole::text as member, grantor::regrole::text as grantor,
               admin_option as admin
          from pg_auth_members order by 1, 2, 3, 4`.then((rows) => rows.map((row) => ({ ...row })));
}

async function ownersIn(sql: postgres.Sql): Promise<readonly unknown[]> {
    return await sql`
        select relname as name, relowner::regrole::text as owner, relacl::text as privileges
          from pg_class where relnamespace = 'experimentation'::regnamespace order by 1`.then((rows) =>
        rows.map((row) => ({ ...row })),
    );
}

function notesIn(line: string): readonly unknown[] {
    const [, text = ""] = /: (\{.*\})$/.exec(line) ?? [];
    const notes: unknown = text === "" ? undefined : toRecord(JSON.parse(text)).notes;
    return Array.isArray(notes) ? notes : [];
}
