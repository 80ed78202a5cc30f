import assert from "node:assert/strict";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Extension } from "../../../handlers/shared/extensions";
import { knownExtensions } from "../../../settings/aws/extensions";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";

/** Extensions of PostgreSQL itself, which the local server has. */
const contrib: readonly Extension[] = [
    { name: "citext", schema: "extensions", preloaded: false },
    { name: "earthdistance", schema: "extensions", preloaded: false },
    { name: "uuid-ossp", schema: "extensions", preloaded: false },
];

const absent: Extension = { name: "vector", schema: "extensions", preloaded: false };
const waiting: Extension = { name: "pg_hint_plan", schema: "extensions", preloaded: true };

describe("the extensions of a stack", () => {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform("extensions", [...contrib, absent, waiting]);
        await platform.rotateAll();
    });

    after(async () => {
        await platform.drop();
    });

    it("are created by a rotation with what they require, in a schema of the master", async () => {
        const rows = await platform.superuser<{ name: string; owner: string; schema: string }[]>`
            select extname as name, extowner::regrole as owner, extnamespace::regnamespace as schema
              from pg_extension where extname not in ('plpgsql', 'pg_stat_statements') order by 1`;

        assert.deepEqual(
            rows.map(({ name, owner, schema }) => [name, owner, schema]),
            ["citext", "cube", "earthdistance", "uuid-ossp"].map((name) => [name, "clustermaster", "extensions"]),
        );
    });

    it("do not stop a rotation that cannot create one: the log says which and why", () => {
        const noted = [
            "No vector in schema extensions: 0A000",
            "No pg_hint_plan in schema extensions: its library waits for a restart",
        ];

        const notes = platform.notes();

        assert.deepEqual(notes, [...noted, ...noted, ...noted]);
    });

    for (const kind of ["migration", "application", "reader"] as const) {
        it(`are found by ${kind} without their schema's name, in which it can create nothing`, async () => {
            const client = platform.login(kind);

            const [row] = await client<{ equal: boolean }[]>`
                select 'A'::citext = 'a'::citext and uuid_generate_v4() is not null as equal`;
            const creation = await client`create function extensions.f() returns int language sql as 'select 1'`.catch(
                (error: unknown) => error,
            );
            await client.end();

            assert.equal(row?.equal, true);
            assert.ok(creation instanceof Error && "code" in creation && creation.code === "42501");
        });
    }

    it("are found by the access function's queries", async () => {
        const answer = await platform.access()(
            { action: "query", sql: "select 'A'::citext = 'a'::citext" },
            lambdaContext(),
        );

        assert.deepEqual(answer.ok && answer.action === "query" && answer.rows, [["t"]]);
    });

    it("are in the health check, with their version and whether a restart is pending", async () => {
        const available = await platform.superuser<{ name: string; version: string }[]>`
            select name, default_version as version from pg_available_extensions
            where name in ('citext', 'earthdistance', 'uuid-ossp') order by name`;

        const answer = await platform.access()({ action: "healthCheck" }, lambdaContext());

        const { writer } = (answer.action === "healthCheck" && answer.endpoints) || assert.fail();
        assert.deepEqual("extensions" in writer && writer.extensions, [
            ...available.map(({ name, version }) => ({ name, version, pendingRestart: false })),
            { name: "vector", version: null, pendingRestart: false },
            { name: "pg_hint_plan", version: null, pendingRestart: true },
        ]);
    });

    it("do not keep a rotation waiting for a session that creates one at the same time", async () => {
        const other = platform.server.connectAsSuperuser(platform.database);
        await other.unsafe("drop extension citext");
        await other.unsafe("begin; create extension citext schema extensions");
        platform.log.length = 0;

        await platform.rotate("reader");

        const [note] = platform.notes();
        await other.unsafe("rollback");
        await other.end();
        assert.equal(note, "No citext in schema extensions: 55P03");
    });
});

describe("every extension that can be configured", () => {
    it("is created if PostgreSQL itself has it, and its absence is noted otherwise", async () => {
        const extensions = [...knownExtensions].map(([name, { schema = "extensions" }]) => ({
            name,
            schema,
            preloaded: false,
        }));
        const platform = await createPlatform("all_extensions", extensions);
        const files = new Set(readdirSync(await extensionFolder(platform)));

        await platform.rotate("reader");

        const notes = platform.notes();
        await platform.drop();
        assert.deepEqual(
            notes,
            extensions
                .filter(({ name }) => !files.has(`${name}.control`))
                .map(({ name, schema }) => `No ${name} in schema ${schema}: 0A000`),
        );
        assert.ok(notes.length < 30);
    });
});

/**
 * Stand-ins for extensions that only Aurora has, with the schemas, functions and restrictions that AWS's documents and
 * the extensions' control files name. They prove the statements of the rotation, not Aurora.
 */
const standIns: Readonly<Record<string, { readonly control: string; readonly script: string }>> = {
    aws_commons: {
        control: "relocatable = false\ntrusted = true",
        script: `create schema aws_commons;
            create function aws_commons.create_s3_uri(text, text, text) returns text language sql as 'select $1';
            revoke all on function aws_commons.create_s3_uri from public;
            grant usage on schema aws_commons to rds_superuser with grant option;
            grant execute on function aws_commons.create_s3_uri to rds_superuser with grant option`,
    },
    aws_s3: {
        control: "relocatable = false\ntrusted = true\nrequires = 'aws_commons'",
        script: `create schema aws_s3;
            create function aws_s3.query_export_to_s3(text, text) returns int language sql as 'select 0';
            revoke all on function aws_s3.query_export_to_s3 from public;
            grant usage on schema aws_s3 to rds_superuser with grant option;
            grant execute on function aws_s3.query_export_to_s3 to rds_superuser with grant option`,
    },
    pg_cron: {
        control: "relocatable = false\ntrusted = true\nschema = pg_catalog",
        script: `create schema cron;
            create function cron.schedule(text, text) returns bigint language sql as 'select 1::bigint';
            grant usage on schema cron to rds_superuser with grant option`,
    },
    pg_partman: {
        control: "relocatable = false\nsuperuser = false",
        script: `create table part_config (parent_table text);
            create procedure run_maintenance_proc() language sql as 'select 1'`,
    },
};

describe("extensions with schemas of their own, played by stand-ins", () => {
    let platform: Platform;
    let folder: string;

    before(async () => {
        platform = await createPlatform("own_schemas", [
            { name: "aws_s3", schema: "extensions", preloaded: false },
            { name: "pg_cron", schema: "extensions", preloaded: false },
            { name: "pg_partman", schema: "partman", preloaded: false },
        ]);
        folder = await extensionFolder(platform);
        for (const [name, { control, script }] of Object.entries(standIns)) {
            writeFileSync(join(folder, `${name}.control`), `default_version = '1.0'\n${control}\n`);
            writeFileSync(join(folder, `${name}--1.0.sql`), script);
        }
        await platform.rotateAll();
    });

    after(async () => {
        for (const name of Object.keys(standIns)) {
            rmSync(join(folder, `${name}.control`));
            rmSync(join(folder, `${name}--1.0.sql`));
        }
        await platform.superuser.unsafe("drop extension aws_s3, aws_commons, pg_cron, pg_partman cascade");
        await platform.drop();
    });

    const uses = [
        "select aws_s3.query_export_to_s3('select 1', aws_commons.create_s3_uri('bucket', 'key', 'us-east-1'))",
        "select cron.schedule('0 3 * * *', 'select 1')",
        "insert into partman.part_config values ('experimentation.metric_events')",
        "call partman.run_maintenance_proc()",
    ];
    for (const statement of uses) {
        it(`can be used by migration and not by application or reader: ${statement}`, async () => {
            const outcomes: string[] = [];
            for (const kind of ["migration", "application", "reader"] as const) {
                const client = platform.login(kind);
                const error: unknown = await client.unsafe(statement).catch((caught: unknown) => caught);
                await client.end();
                outcomes.push(error instanceof Error && "code" in error ? String(error.code) : "allowed");
            }

            assert.deepEqual(outcomes, ["allowed", "42501", "42501"]);
        });
    }

    it("are created without a note", () => {
        assert.deepEqual(platform.notes(), []);
    });
});

/** The folder of the server's control files. */
async function extensionFolder({ superuser }: Platform): Promise<string> {
    const [row] = await superuser<{ folder: string }[]>`
        select setting || '/extension' as folder from pg_config() where name = 'SHAREDIR'`;
    return row?.folder ?? "";
}
