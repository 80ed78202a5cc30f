import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { lambdaContext } from "../../harness/fakes";
import { createQueryPlatform, type QueryPlatform } from "./queryPlatform";
import { verdictOf } from "./verdict";

describe("the limits of a query", () => {
    let platform: QueryPlatform["platform"];
    let access: QueryPlatform["access"];
    let query: QueryPlatform["query"];
    const lockHolders = async (key: number): Promise<number> =>
        (await platform.superuser`select from pg_locks where locktype = 'advisory' and objid = ${key}`).length;

    before(async () => {
        ({ platform, access, query } = await createQueryPlatform("access_query_limits"));
    });

    after(async () => {
        await platform.drop();
    });

    const limits: readonly (readonly [limit: object, count: number, truncated: boolean])[] = [
        [{ maxRows: 20 }, 20, false],
        [{ maxRows: 19 }, 19, true],
        [{ maxRows: 1 }, 1, true],
        [{ maxBytes: 10 }, 0, true],
        [{ maxBytes: 23 }, 1, true],
        [{ maxBytes: 5_000_000 }, 20, false],
    ];
    for (const [limit, count, truncated] of limits) {
        it(`returns ${count} of 20 rows with ${JSON.stringify(limit)}`, async () => {
            const answer = await query({ sql: "select id, note, 'x' from notes order by id", ...limit });

            assert.ok(answer.ok && "rows" in answer);
            assert.equal(answer.rows.length, count);
            assert.equal(answer.truncated, truncated);
            assert.deepEqual([answer.rowCount, answer.command], truncated ? [null, null] : [20, "SELECT"]);
        });
    }

    it("stops a long result at maxRows, and the next query succeeds", async () => {
        const answer = await query({ sql: "select generate_series(1, 100000000)", maxRows: 10_000 });
        const next = await query({ sql: "select 1" });

        assert.ok(answer.ok && "rows" in answer);
        assert.deepEqual([answer.rows.length, answer.rows.at(-1), answer.truncated], [10_000, ["10000"], true]);
        assert.deepEqual(answer.columns, [{ name: "generate_series", type: "integer" }]);
        assert.equal(next.ok, true);
    });

    it("counts rows that arrive in several rounds", async () => {
        const answer = await query({ sql: "select generate_series(1, 250)" });

        assert.ok(answer.ok && "rows" in answer);
        assert.deepEqual([answer.rows.length, answer.rowCount, answer.command], [250, 250, "SELECT"]);
    });

    it("returns tooLarge for a value of 20 MB, and the next query succeeds", async () => {
        const answer = await query({ sql: "select repeat('x', 20000000)" });
        const next = await query({ sql: "select 1" });

        assert.deepEqual(verdictOf(answer), ["tooLarge", false, "failed"]);
        assert.equal(next.ok, true);
    });

    it("lets the server cancel a statement that would exceed the invocation's deadline", async () => {
        const context = lambdaContext(1100);

        const answer = await access({ action: "query", sql: "select pg_sleep(20)" }, context);
        const next = await query({ sql: "select 1" });

        assert.deepEqual(verdictOf(answer), ["statementTimeout", false, "failed"]);
        assert.equal(next.ok, true);
    });

    it("leaves nothing running on the server after the deadline, even if the statement lifts its time-out", async () => {
        const sql = `select case when g = 1 then set_config('statement_timeout', '0', true)
                                 when g = 2 then pg_advisory_lock(4711)::text
                                 when g < 350 then 'x' else pg_sleep(60)::text end from generate_series(1, 400) g`;

        const answer = await access({ action: "query", sql, target: "writer" }, lambdaContext(2000));

        assert.ok(!answer.ok);
        assert.equal(answer.error.code, "deadlineExceeded");
        // The statement ends because it is cancelled; otherwise it would take a minute.
        for (let waited = 0; waited < 10_000 && (await lockHolders(4711)) > 0; waited += 50) await delay(50);
        assert.equal(await lockHolders(4711), 0);
    });

    it("sends nothing if no time is left", async () => {
        const answer = await access({ action: "query", sql: "select 1" }, lambdaContext(600));

        assert.deepEqual(verdictOf(answer), ["deadlineExceeded", true, "notSent"]);
    });
});
