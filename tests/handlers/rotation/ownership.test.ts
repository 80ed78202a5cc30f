import assert from "node:assert/strict";
import type postgres from "postgres";
import { connectTo, createPlatform, type Kind, type Platform } from "../../harness/platform";
import { master } from "../../harness/postgres";
import { objects, ownersOf } from "./schemaObjects";

describe("an object in the schema", () => {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform("ownership");
        await platform.superuser.unsafe("create role joe nologin");
    });

    beforeEach(async () => {
        platform.resetSecrets();
        await platform.rotateAll();
        platform.log.length = 0;
    });

    afterEach(async () => {
        await platform.dropRoles();
    });

    after(async () => {
        await platform.superuser.unsafe("drop role joe");
        await platform.drop();
    });

    it("belongs to the owner role as soon as a migration login creates it", async () => {
        await inSession(platform.login("migration"), objects);

        assert.deepEqual(await ownersOf(platform), ["experimentation_owner"]);
    });

    it("can be changed by the other migration login, and read and written by applications, after a rotation", async () => {
        await inSession(platform.login("migration"), ["create table experimentation.cohorts (id bigint)"]);

        await platform.rotate("migration");

        const statements: readonly (readonly [Kind, string])[] = [
            ["migration", "alter table experimentation.cohorts add column name text"],
            ["application", "insert into experimentation.cohorts values (1, 'first')"],
            ["application", "update experimentation.cohorts set name = 'one'"],
            ["reader", "select * from experimentation.cohorts"],
            ["application", "delete from experimentation.cohorts"],
            ["migration", "drop table experimentation.cohorts"],
        ];
        for (const [kind, statement] of statements) await inSession(platform.login(kind), [statement]);
        assert.deepEqual(platform.notes(), []);
    });

    it("moves to the owner role, and gets the missing privileges if its creator had granted only some", async () => {
        await inSession(platform.login("migration"), [
            "set role none",
            "create table experimentation.cohorts (id bigint)",
            "grant select on experimentation.cohorts to experimentation_reader",
        ]);

        await platform.rotate("migration");

        const statements: readonly (readonly [Kind, string])[] = [
            ["application", "insert into experimentation.cohorts values (1)"],
            ["reader", "select * from experimentation.cohorts"],
            ["migration", "drop table experimentation.cohorts"],
        ];
        for (const [kind, statement] of statements) await inSession(platform.login(kind), [statement]);
        assert.deepEqual(platform.notes(), []);
    });

    const creators: readonly (readonly [string, (platform: Platform) => postgres.Sql, string])[] = [
        ["a migration login created it for itself", (platform) => platform.login("migration"), "set role none"],
        ["the master created it", ({ server, database }) => connectTo(server, database, master), "select"],
    ];
    for (const [title, connect, first] of creators) {
        it(`moves to the owner role at the next rotation if ${title}`, async () => {
            await inSession(connect(platform), [first, ...objects]);
            const before = await ownersOf(platform);

            await platform.rotate("migration");

            assert.notDeepEqual(before, ["experimentation_owner"]);
            assert.deepEqual(await ownersOf(platform), ["experimentation_owner"]);
            assert.deepEqual(await privilegesOf(platform, "cohorts"), madeByOwner);
            assert.deepEqual(await privilegesOf(platform, "days_2026"), madeByOwner);
            assert.deepEqual(platform.notes(), []);
            await inSession(platform.login("migration"), [
                'alter table experimentation."Odd; name" add column name text',
                "drop view experimentation.names",
            ]);
            await inSession(platform.login("application"), [
                "insert into experimentation.cohorts (name) values ('a')",
                "select nextval('experimentation.numbers'), experimentation.double(1)",
            ]);
            await inSession(platform.login("reader"), ["select * from experimentation.counts, experimentation.days"]);
        });
    }

    it("gets the groups' privileges if nothing was granted or revoked on it", async () => {
        await platform.superuser.unsafe(`
            create table experimentation.restored (id bigint);
            alter table experimentation.restored owner to experimentation_owner`);

        await platform.rotate("migration");

        assert.deepEqual(await privilegesOf(platform, "restored"), madeByOwner);
    });

    it("keeps the privileges that a migration has granted or revoked", async () => {
        await inSession(platform.login("migration"), [
            "create table experimentation.hidden (id bigint)",
            "revoke all on experimentation.hidden from experimentation_reader, experimentation_writer",
            "create table experimentation.partly (id bigint, name text)",
            "revoke all on experimentation.partly from experimentation_reader",
            "grant select (id) on experimentation.partly to experimentation_reader",
        ]);
        const before = [await privilegesOf(platform, "hidden"), await privilegesOf(platform, "partly")];

        await platform.rotate("migration");

        const after = [await privilegesOf(platform, "hidden"), await privilegesOf(platform, "partly")];
        assert.deepEqual(after, before);
    });

    it("stays with an owner for whom the master cannot act; the rotation succeeds and logs it", async () => {
        await platform.superuser.unsafe(
            "create table experimentation.his (id bigint); alter table experimentation.his owner to joe",
        );

        await platform.rotate("migration");

        await inSession(platform.login("migration"), ["select"]);
        assert.deepEqual(platform.notes(), ["TABLE experimentation.his stays with its owner joe: 42501"]);
    });

    it("moves at a later rotation if it is in use; the first rotation succeeds and logs it", async () => {
        await inSession(platform.login("migration"), [
            "set role none",
            "create table experimentation.busy (id bigint)",
            "create table experimentation.free (id bigint)",
        ]);
        const user = platform.server.connectAsSuperuser(platform.database);
        await user.unsafe("begin; select * from experimentation.busy");
        await platform.rotate("migration");
        const notes = platform.notes();
        const between = await ownersOf(platform);
        await user.end({ timeout: 1 });

        await platform.rotate("migration");

        assert.deepEqual(notes, ["TABLE experimentation.busy stays with its owner migration_a: 55P03"]);
        assert.deepEqual(between, ["experimentation_owner", "migration_a"]);
        assert.deepEqual(await ownersOf(platform), ["experimentation_owner"]);
    });

    it("is not changed by the rotation of another secret", async () => {
        await inSession(platform.login("migration"), ["set role none", "create table experimentation.own (id bigint)"]);

        await platform.rotate("application");

        assert.deepEqual(await ownersOf(platform), ["migration_a"]);
    });
});

const madeByOwner = ["experimentation_reader: SELECT", "experimentation_writer: DELETE, INSERT, SELECT, UPDATE"];

/** Runs statements in a session, and ends it. */
async function inSession(client: postgres.Sql, statements: readonly string[]): Promise<void> {
    try {
        for (const statement of statements) await client.unsafe(statement);
    } finally {
        await client.end({ timeout: 1 });
    }
}

/** The groups' privileges on a table, including those on single columns. */
async function privilegesOf({ superuser }: Platform, table: string): Promise<string[]> {
    const rows = await superuser<{ line: string }[]>`
        select grantee || ': ' || string_agg(distinct privilege_type, ', ' order by privilege_type) as line
          from information_schema.column_privileges
         where table_schema = 'experimentation' and table_name = ${table} and grantee ~ '_(reader|writer)$'
         group by grantee order by grantee`;
    const deletes = await superuser<{ grantee: string }[]>`
        select grantee from information_schema.table_privileges
         where table_schema = 'experimentation' and table_name = ${table} and privilege_type = 'DELETE'
           and grantee ~ '_(reader|writer)$'`;
    return rows.map(({ line }) =>
        deletes.some(({ grantee }) => line.startsWith(grantee)) ? line.replace(": ", ": DELETE, ") : line,
    );
}
