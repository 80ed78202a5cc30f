import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { AccessHandler, Answer } from "../../../handlers/access/handler";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";

describe("the action query", () => {
    let platform: Platform;
    let access: AccessHandler;
    let readOnly: AccessHandler;
    const query = (event: object, handler = access): Promise<Answer> =>
        handler({ action: "query", ...event }, lambdaContext());
    const lockHolders = async (key: number): Promise<number> =>
        (await platform.superuser`select from pg_locks where locktype = 'advisory' and objid = ${key}`).length;
    const write = (sql: string, ...parameters: unknown[]): Promise<Answer> =>
        query({ sql, parameters, target: "writer" });

    before(async () => {
        platform = await createPlatform("access_query");
        await platform.rotateAll();
        access = platform.access();
        readOnly = platform.access({ ACCESS_MODE: "readOnly" });
        assert.equal((await access({ action: "createSchema" }, lambdaContext())).ok, true);
        await platform.superuser.unsafe(`
            create table experimentation.notes (id int primary key, note text not null check (note <> 'no'));
            create table experimentation.lines (id int references experimentation.notes deferrable initially deferred);
            grant all on experimentation.notes, experimentation.lines to experimentation_writer;
            grant select on experimentation.notes to experimentation_reader;
            insert into experimentation.notes select n, 'note ' || n from generate_series(1, 20) n`);
    });

    after(async () => {
        await platform.drop();
    });

    it("answers PostgreSQL's own text beside names and types", async () => {
        const answer = await query({
            sql: `select 1.50::numeric as price, null as nothing, 'NaN'::float8 as x, 'infinity'::timestamptz as x,
                  9007199254740993::bigint as big, '{"a": 1}'::jsonb as j, array[1,2] as list, '1'::regrole as role`,
        });

        assert.deepEqual(answer, {
            ok: true,
            action: "query",
            columns: [
                { name: "price", type: "numeric" },
                { name: "nothing", type: "text" },
                { name: "x", type: "double precision" },
                { name: "x", type: "timestamp with time zone" },
                { name: "big", type: "bigint" },
                { name: "j", type: "jsonb" },
                { name: "list", type: "integer[]" },
                { name: "role", type: "4096" },
            ],
            rows: [["1.50", null, "NaN", "infinity", "9007199254740993", '{"a": 1}', "{1,2}", "1"]],
            rowCount: 1,
            command: "SELECT",
            truncated: false,
        });
    });

    it("answers the rows of a command that counts none", async () => {
        const shown = await query({ sql: "show server_encoding" });
        const explained = await query({ sql: "explain (costs off) select 1 union all select 2", maxRows: 2 });

        assert.ok(shown.ok && shown.action === "query" && explained.ok && explained.action === "query");
        assert.deepEqual([shown.columns, shown.rows], [[{ name: "server_encoding", type: "text" }], [["UTF8"]]]);
        assert.deepEqual(explained.rows, [["Append"], ["  ->  Result"]]);
        assert.equal(explained.truncated, true);
    });

    it("leaves nothing at work on the server after its deadline, whatever the statement set", async () => {
        const sql = `select case when g = 1 then set_config('statement_timeout', '0', true)
                                 when g = 2 then pg_advisory_lock(4711)::text
                                 when g < 350 then 'x' else pg_sleep(60)::text end from generate_series(1, 400) g`;

        const answer = await access({ action: "query", sql, target: "writer" }, lambdaContext(2000));

        assert.ok(!answer.ok);
        assert.equal(answer.error.code, "deadlineExceeded");
        // The server ends the statement as soon as it sees the cancellation; by itself it would take a minute.
        for (let waited = 0; waited < 10_000 && (await lockHolders(4711)) > 0; waited += 50) await delay(50);
        assert.equal(await lockHolders(4711), 0);
    });

    const parameters: readonly (readonly [string, unknown, string | null])[] = [
        ["int", 7, "7"],
        ["int", "7", "7"],
        ["numeric", 0.1, "0.1"],
        ["float8", "1e300", "1e+300"],
        ["float8", 1e-300, "1e-300"],
        ["bigint", Number.MIN_SAFE_INTEGER, "-9007199254740991"],
        ["bigint", "9007199254740993", "9007199254740993"],
        ["boolean", true, "t"],
        ["boolean", "true", "t"],
        ["boolean", false, "f"],
        ["text", 'it\'s \\ "ü"', 'it\'s \\ "ü"'],
        ["text", null, null],
        ["timestamp", "2026-01-02 03:04:05.123456", "2026-01-02 03:04:05.123456"],
        ["date", "infinity", "infinity"],
        ["jsonb", '{"a":"b"}', '{"a": "b"}'],
        ["json", '"text"', '"text"'],
        ["bytea", "\\x00ff", "\\x00ff"],
        ["int[]", "{1,NULL}", "{1,NULL}"],
    ];
    for (const [type, value, expected] of parameters) {
        it(`binds ${JSON.stringify(value)} as ${type}`, async () => {
            const answer = await query({ sql: `select $1::${type}`, parameters: [value] });

            assert.deepEqual(answer.ok && "rows" in answer && answer.rows, [[expected]]);
        });
    }

    it("takes the type that the statement asks for", async () => {
        const answer = await query({ sql: "select note from notes where id = $1", parameters: [7] });

        assert.deepEqual(answer.ok && "rows" in answer && answer.rows, [["note 7"]]);
    });

    const limits: readonly (readonly [object, number, boolean])[] = [
        [{ maxRows: 20 }, 20, false],
        [{ maxRows: 19 }, 19, true],
        [{ maxRows: 1 }, 1, true],
        [{ maxBytes: 10 }, 0, true],
        [{ maxBytes: 23 }, 1, true],
        [{ maxBytes: 5_000_000 }, 20, false],
    ];
    for (const [limit, count, truncated] of limits) {
        it(`answers ${count} of 20 rows with ${JSON.stringify(limit)}`, async () => {
            const answer = await query({ sql: "select id, note, 'x' from notes order by id", ...limit });

            assert.ok(answer.ok && "rows" in answer);
            assert.equal(answer.rows.length, count);
            assert.equal(answer.truncated, truncated);
            assert.deepEqual([answer.rowCount, answer.command], truncated ? [null, null] : [20, "SELECT"]);
        });
    }

    it("stops a long result after its rows and works on", async () => {
        const answer = await query({ sql: "select generate_series(1, 100000000)", maxRows: 10_000 });
        const next = await query({ sql: "select 1" });

        assert.ok(answer.ok && "rows" in answer);
        assert.deepEqual([answer.rows.length, answer.rows.at(-1), answer.truncated], [10_000, ["10000"], true]);
        assert.deepEqual(answer.columns, [{ name: "generate_series", type: "integer" }]);
        assert.equal(next.ok, true);
    });

    it("counts the rows of several rounds", async () => {
        const answer = await query({ sql: "select generate_series(1, 250)" });

        assert.ok(answer.ok && "rows" in answer);
        assert.deepEqual([answer.rows.length, answer.rowCount, answer.command], [250, 250, "SELECT"]);
    });

    it("cuts a value that is too large, and works on", async () => {
        const answer = await query({ sql: "select repeat('x', 20000000)" });
        const next = await query({ sql: "select 1" });

        assert.deepEqual(outcome(answer), ["tooLarge", false, "failed"]);
        assert.equal(next.ok, true);
    });

    it("commits a write at the writer", async () => {
        const answer = await write("insert into notes values ($1, $2) returning id", 100, "new");
        const found = await query({ sql: "select note from notes where id = 100" });

        assert.ok(answer.ok && "rows" in answer);
        assert.deepEqual([answer.rows, answer.rowCount, answer.command], [[["100"]], 1, "INSERT"]);
        assert.deepEqual(found.ok && "rows" in found && found.rows, [["new"]]);
    });

    it("answers command and count of a statement without rows", async () => {
        const answer = await write("update notes set note = 'b' where id <= 3");

        assert.deepEqual(answer, {
            ok: true,
            action: "query",
            columns: [],
            rows: [],
            rowCount: 3,
            command: "UPDATE",
            truncated: false,
        });
    });

    const failures: readonly (readonly [string, string, string, string])[] = [
        ["a duplicate key", "insert into notes values (1, 'x')", "constraintViolated", "23505"],
        ["a check", "insert into notes values (101, 'no')", "constraintViolated", "23514"],
        ["a missing value", "insert into notes values (101, null)", "constraintViolated", "23502"],
        ["a check at the commit", "insert into lines values (12345)", "constraintViolated", "23503"],
        ["a value", "select 'joe'::int", "valueInvalid", "22P02"],
        ["a missing privilege", "create table mine (id int)", "permissionDenied", "42501"],
        ["a syntax error", "selec 1", "statementInvalid", "42601"],
        ["several statements", "select 1; select 2", "statementInvalid", "42601"],
        ["a missing table", "select * from nowhere", "statementInvalid", "42P01"],
        ["a missing parameter", "select $1::int", "statementInvalid", "08P01"],
        ["a command outside of transactions", "vacuum notes", "statementInvalid", "25001"],
        ["transaction control in a block", "do $$ begin commit; end $$", "statementInvalid", "2D000"],
        ["a deadlock", "do $$ begin raise sqlstate '40P01'; end $$", "transactionConflict", "40P01"],
        ["a full disk", "do $$ begin raise sqlstate '53100'; end $$", "resourcesExhausted", "53100"],
    ];
    for (const [what, sql, code, sqlState] of failures) {
        it(`answers ${what} with ${code} and works on`, async () => {
            const answer = await write(sql);
            const next = await write("select 1");

            assert.ok(!answer.ok);
            assert.deepEqual(
                [answer.error.code, answer.error.sqlState, answer.error.outcome],
                [code, sqlState, "failed"],
            );
            assert.equal(next.ok, true);
        });
    }

    it("runs a statement once that raises what a reader would answer", async () => {
        await platform.superuser.unsafe(`
            create sequence experimentation.runs;
            grant all on sequence experimentation.runs to experimentation_writer`);
        platform.log.length = 0;

        const answer = await write(
            "do $$ begin perform nextval('runs'); raise exception using errcode = '25006'; end $$",
        );

        const [row] = await platform.superuser<{ runs: string }[]>`
            select last_value::text as runs from experimentation.runs`;
        assert.deepEqual([outcome(answer), row?.runs], [["readOnly", false, "failed"], "1"]);
        assert.match(platform.log.join(), /"attempts":1/);
    });

    it("names the constraint and shows no value", async () => {
        const answer = await write("insert into notes values ($1, $2)", 1, "private");

        assert.deepEqual(answer, {
            ok: false,
            action: "query",
            error: {
                code: "constraintViolated",
                message: "The statement violates a constraint.",
                retryable: false,
                outcome: "failed",
                sqlState: "23505",
                constraint: "notes_pkey",
                table: "notes",
            },
        });
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
        it(`never lets a read-only stack run ${sql}`, async () => {
            const answers = await Promise.all([
                query({ sql, target: "reader" }, access),
                query({ sql, target: "writer" }, readOnly),
            ]);

            for (const answer of answers) {
                assert.match(String(outcome(answer)[0]), /^(readOnly|permissionDenied|statementInvalid)$/);
            }
        });
    }

    it("keeps nothing of a read, not even a large object", async () => {
        await query({ sql: "select lo_from_bytea(0, 'x')", target: "writer" }, readOnly);

        const [row] = await platform.superuser<
            { n: string }[]
        >`select count(*)::text as n from pg_largeobject_metadata`;
        assert.equal(row?.n, "0");
    });

    const traces: readonly (readonly [string, string, string])[] = [
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
    for (const [what, sql, check] of traces) {
        it(`leaves no trace of ${what} to the next invocation`, async () => {
            const left = await write(sql);
            const clean = await write(check);

            assert.equal(left.ok, true);
            assert.deepEqual(clean.ok && "rows" in clean && clean.rows, [["t"]]);
        });
    }

    it("has the server cancel what takes longer than the invocation may", async () => {
        const context = lambdaContext(1100);

        const answer = await access({ action: "query", sql: "select pg_sleep(20)" }, context);
        const next = await query({ sql: "select 1" });

        assert.deepEqual(outcome(answer), ["statementTimeout", false, "failed"]);
        assert.equal(next.ok, true);
    });

    it("sends nothing when there is no time left", async () => {
        const answer = await access({ action: "query", sql: "select 1" }, lambdaContext(600));

        assert.deepEqual(outcome(answer), ["deadlineExceeded", true, "notSent"]);
    });

    it("logs a line for each event, without statement and values", async () => {
        platform.log.length = 0;

        await write("insert into notes values ($1, $2)", 1, "private");

        const line: unknown = JSON.parse(platform.log.join());
        assert.equal(typeof line === "object" && line !== null && "durationMs" in line, true);
        assert.deepEqual(
            { ...(typeof line === "object" ? line : {}), durationMs: 0 },
            {
                requestId: "request-1",
                action: "query",
                ok: false,
                code: "constraintViolated",
                outcome: "failed",
                durationMs: 0,
                attempts: 1,
            },
        );
    });
});

function outcome(answer: Answer): readonly unknown[] {
    return answer.ok ? ["ok"] : [answer.error.code, answer.error.retryable, answer.error.outcome];
}
