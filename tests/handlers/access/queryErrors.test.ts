import assert from "node:assert/strict";
import { createQueryPlatform, type QueryPlatform } from "./queryPlatform";
import { verdictOf } from "./verdict";

describe("a query that fails", () => {
    let platform: QueryPlatform["platform"];
    let write: QueryPlatform["write"];

    before(async () => {
        ({ platform, write } = await createQueryPlatform("access_query_errors"));
    });

    after(async () => {
        await platform.drop();
    });

    const failures: readonly (readonly [title: string, sql: string, code: string, sqlState: string])[] = [
        ["a duplicate key", "insert into notes values (1, 'x')", "constraintViolated", "23505"],
        ["a violated check", "insert into notes values (101, 'no')", "constraintViolated", "23514"],
        ["a missing value", "insert into notes values (101, null)", "constraintViolated", "23502"],
        [
            "a foreign key that is checked at the commit",
            "insert into lines values (12345)",
            "constraintViolated",
            "23503",
        ],
        ["a value of another type", "select 'joe'::int", "valueInvalid", "22P02"],
        ["a missing privilege", "create table mine (id int)", "permissionDenied", "42501"],
        ["a syntax error", "selec 1", "statementInvalid", "42601"],
        ["several statements", "select 1; select 2", "statementInvalid", "42601"],
        ["a missing table", "select * from nowhere", "statementInvalid", "42P01"],
        ["a missing parameter", "select $1::int", "statementInvalid", "08P01"],
        ["a command that cannot run in a transaction", "vacuum notes", "statementInvalid", "25001"],
        ["transaction control in a block", "do $$ begin commit; end $$", "statementInvalid", "2D000"],
        ["a deadlock", "do $$ begin raise sqlstate '40P01'; end $$", "transactionConflict", "40P01"],
        ["a full disk", "do $$ begin raise sqlstate '53100'; end $$", "resourcesExhausted", "53100"],
    ];
    for (const [title, sql, code, sqlState] of failures) {
        it(`returns ${code} for ${title}, and the next query succeeds`, async () => {
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

    it("does not repeat a statement that raises a reader's SQLSTATE itself", async () => {
        await platform.superuser.unsafe(`
            create sequence experimentation.runs;
            grant all on sequence experimentation.runs to experimentation_writer`);
        platform.log.length = 0;

        const answer = await write(
            "do $$ begin perform nextval('runs'); raise exception using errcode = '25006'; end $$",
        );

        const [row] = await platform.superuser<{ runs: string }[]>`
            select last_value::text as runs from experimentation.runs`;
        assert.deepEqual([verdictOf(answer), row?.runs], [["readOnly", false, "failed"], "1"]);
        assert.match(platform.log.join(), /"attempts":1/);
    });

    it("returns the names of constraint and table, and no value", async () => {
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

    it("logs one line for each event, without statement and values", async () => {
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
