import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { migrations } from "../../../handlers/access/schema/migrations";
import { toRecord } from "../../../offline/toRecord";
import { createPlatform, type Platform } from "../../harness/platform";
import { migrate } from "./schema/migrate";

/** What a released version of the schema had: the text of its migration, and a row for each of its new tables. */
interface ReleasedVersion {
    readonly sha256: string;
    readonly rows: readonly string[];
}

const released = releasedVersions();
const newest = migrations.length;

describe("the migration of the schema", () => {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform("schema_versions");
    });

    beforeEach(async () => {
        await platform.rotate("migration");
        await platform.rotate("application");
    });

    afterEach(async () => {
        await platform.dropRoles();
    });

    after(async () => {
        await platform.drop();
    });

    it("has the text of each version as it was released; a new version is added to releasedSchemas.json", () => {
        const sums = migrations.map(({ sql }) => createHash("sha256").update(sql).digest("hex"));

        assert.deepEqual(
            sums,
            released.map(({ sha256 }) => sha256),
        );
    });

    for (let version = 0; version <= newest; version += 1) {
        it(`leads from version ${version} to ${newest}: rows stay, and the objects are those of a new database`, async () => {
            for (const [index, each] of released.slice(0, version).entries()) {
                await migrate(platform, migrations.slice(0, index + 1));
                await insertRows(platform, [each]);
            }
            const before = await rowsOf(platform);

            const { applied } = await migrate(platform, migrations);

            const after = await rowsOf(platform);
            const objects = await objectsOf(platform);
            await insertRows(platform, released.slice(version));
            await platform.superuser.unsafe("drop schema experimentation cascade");
            await platform.rotate("migration");
            await migrate(platform, migrations);
            assert.deepEqual(
                applied.map((each) => each.version),
                migrations.slice(version).map((each) => each.version),
            );
            assert.deepEqual(
                [...before.values()].filter((rows) => rows.length === 0),
                [],
            );
            for (const [table, rows] of before) {
                assert.deepEqual(columnsOf(after.get(table) ?? [], rows), rows, table);
            }
            assert.deepEqual(objects, await objectsOf(platform));
        });
    }
});

type Row = Readonly<Record<string, unknown>>;

/** Inserts the rows as an application does. */
async function insertRows(platform: Platform, versions: readonly ReleasedVersion[]): Promise<void> {
    const client = platform.login("application");
    try {
        for (const statement of versions.flatMap(({ rows }) => rows)) await client.unsafe(statement);
    } finally {
        await client.end({ timeout: 1 });
    }
}

/** The rows of each table of the schema, without the list of migrations. */
async function rowsOf({ superuser }: Platform): Promise<ReadonlyMap<string, readonly Row[]>> {
    const tables = await superuser<{ name: string }[]>`
        select relname as name from pg_class
         where relnamespace = to_regnamespace('experimentation') and relkind in ('r', 'p')
           and relname <> 'schema_migrations' order by 1`;
    const rows = new Map<string, readonly Row[]>();
    for (const { name } of tables) {
        const found = await superuser.unsafe<{ row: string }[]>(
            `select to_jsonb(each)::text as row from experimentation."${name}" as each order by 1`,
        );
        rows.set(
            name,
            found.map(({ row }) => toRecord(JSON.parse(row))),
        );
    }
    return rows;
}

/** The rows with the columns of the first of `sample` only, because a migration may add others. */
function columnsOf(rows: readonly Row[], sample: readonly Row[]): readonly Row[] {
    const names = Object.keys(sample[0] ?? {});
    return rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])));
}

/** Columns, constraints, indexes, functions, triggers, owners and privileges. */
async function objectsOf({ superuser }: Platform): Promise<readonly string[]> {
    const rows = await superuser<{ line: string }[]>`
        select format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
          from information_schema.columns where table_schema = 'experimentation'
        union all
        select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
         where connamespace = 'experimentation'::regnamespace
        union all
        select indexdef from pg_indexes where schemaname = 'experimentation'
        union all
        select format('%s %s %s %s', relname, relowner::regrole, relacl, reloptions) from pg_class
         where relnamespace = 'experimentation'::regnamespace
        union all
        select format('%s inherits %s', inhrelid::regclass, inhparent::regclass) from pg_inherits
        union all
        select format('%s %s %s', proowner::regrole, proacl, pg_get_functiondef(oid)) from pg_proc
         where pronamespace = 'experimentation'::regnamespace
        union all
        select pg_get_triggerdef(pg_trigger.oid) from pg_trigger join pg_class on pg_class.oid = tgrelid
         where relnamespace = 'experimentation'::regnamespace and not tgisinternal
        order by 1`;
    return rows.map(({ line }) => line);
}

function releasedVersions(): readonly ReleasedVersion[] {
    const parsed: unknown = JSON.parse(readFileSync(join(__dirname, "releasedSchemas.json"), "utf8"));
    assert.ok(Array.isArray(parsed));
    return parsed.map((each) => {
        const { sha256, rows } = toRecord(each);
        assert.ok(Array.isArray(rows));
        return { sha256: String(sha256), rows: rows.map(String) };
    });
}
