import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import type { Extension } from "../../../handlers/shared/extensions";
import { knownExtensions } from "../../../settings/aws/extensions";
import { sqlUnder } from "../../docs/access/document";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";
import { removeStandIns, standInNames, writeStandIns } from "./standIns";

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
        writeStandIns(folder);
        await platform.rotateAll();
        await platform.access()({ action: "createSchema" }, lambdaContext());
    });

    after(async () => {
        removeStandIns(folder);
        await platform.superuser.unsafe(`drop extension ${standInNames.join(", ")} cascade`);
        await platform.drop();
    });

    const [exporting = "", exportingWithKey = "", importing = ""] = sqlUnder("Exports and imports");
    const uses = [
        exporting,
        exportingWithKey,
        importing,
        "select cron.schedule('0 3 * * *', 'select 1')",
        "insert into partman.part_config values ('experimentation.metric_events')",
        "call partman.run_maintenance_proc()",
    ];
    for (const statement of uses) {
        it(`can be used by migration and not by application or reader: ${statement.replace(/\s+/g, " ").slice(0, 150)}`, async () => {
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

    it("refuse a query, a table and options that PostgreSQL refuses, so that the documented ones are right", async () => {
        const wrong = [
            exporting.replace("metric_events", "metric_evets"),
            exporting.replace("header true", "heder true"),
            importing.replace("occurred_at", "occured_at"),
            importing.replace("(format csv", "(formt csv"),
        ];
        const client = platform.login("migration");

        const codes: unknown[] = [];
        for (const statement of wrong) {
            const error: unknown = await client.unsafe(statement).catch((caught: unknown) => caught);
            codes.push(error instanceof Error && "code" in error ? error.code : "allowed");
        }
        await client.end();

        assert.deepEqual(codes, ["42P01", "42601", "42703", "42601"]);
    });

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
