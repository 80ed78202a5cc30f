import assert from "node:assert/strict";
import { createQueryPlatform, type QueryPlatform } from "./queryPlatform";
import { verdictOf } from "./verdict";

describe("a query", () => {
    let platform: QueryPlatform["platform"];
    let readOnly: QueryPlatform["access"];
    let query: QueryPlatform["query"];
    let write: QueryPlatform["write"];

    before(async () => {
        ({ platform, query, write } = await createQueryPlatform("access_query_isolation"));
        readOnly = platform.access({ ACCESS_MODE: "readOnly" });
    });

    after(async () => {
        await platform.drop();
    });

    const statements = [
        "insert into notes values (200, 'x')",
        "update notes set note = 'x'",
        "delete from notes",
        "create table mine (id int)",
        "create temporary table mine (id int)",
        "select nextval('experiments_id_seq')",
        "with x as (delete from notes returning id) select * from x",
        "do $$ begin set transaction read write; delete from experimentation.notes; end $$",
        "drop role application_a",
    ];
    for (const sql of statements) {
        it(`does not write at the reader or in a read-only stack: ${sql}`, async () => {
            const answers = await Promise.all([
                query({ sql, target: "reader" }),
                query({ sql, target: "writer" }, readOnly),
            ]);

            for (const answer of answers) {
                assert.match(String(verdictOf(answer)[0]), /^(readOnly|permissionDenied|statementInvalid)$/);
            }
        });
    }

    it("stores nothing during a read, not even a large object", async () => {
        await query({ sql: "select lo_from_bytea(0, 'x')", target: "writer" }, readOnly);

        const [row] = await platform.superuser<
            { n: string }[]
        >`select count(*)::text as n from pg_largeobject_metadata`;
        assert.equal(row?.n, "0");
    });

    const traces: readonly (readonly [title: string, sql: string, check: string])[] = [
        ["a setting", "set statement_timeout = '1h'", "select current_setting('statement_timeout') <> '1h'"],
        ["a search path", "set search_path = public", "select current_setting('search_path') = 'experimentation'"],
        ["a role", "set role experimentation_writer", "select current_user = session_user"],
        ["a temporary table", "create temporary table trace (id int)", "select to_regclass('pg_temp.trace') is null"],
        [
            "an advisory lock",
            "select pg_advisory_lock(42)",
            "select count(*) = 0 from pg_locks where locktype = 'advisory'",
        ],
        ["a channel", "listen trace", "select count(*) = 0 from pg_listening_channels()"],
        [
            "a cursor",
            "do $$ begin execute 'declare trace cursor with hold for select 1'; end $$",
            "select count(*) = 0 from pg_cursors where name = 'trace'",
        ],
    ];
    for (const [title, sql, check] of traces) {
        it(`does not pass ${title} on to the next invocation`, async () => {
            const left = await write(sql);
            const clean = await write(check);

            assert.equal(left.ok, true);
            assert.deepEqual(clean.ok && "rows" in clean && clean.rows, [["t"]]);
        });
    }

    const failures: readonly (readonly [where: string, sql: string, sqlState: string])[] = [
        ["while it runs", "select pg_advisory_lock(42), 1 / (n - 1) from generate_series(1, 1) n", "22012"],
        [
            "at its commit",
            "with x as (insert into lines values (999) returning 1) select pg_advisory_lock(42) from x",
            "23503",
        ],
    ];
    for (const [where, sql, sqlState] of failures) {
        it(`does not pass an advisory lock on to the next invocation if it fails ${where}`, async () => {
            const failed = await write(sql);
            const clean = await write("select count(*) from pg_locks where locktype = 'advisory'");

            assert.deepEqual(!failed.ok && failed.error.sqlState, sqlState);
            assert.deepEqual(clean.ok && "rows" in clean && clean.rows, [["0"]]);
        });
    }
});
