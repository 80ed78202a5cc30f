import assert from "node:assert/strict";
import type { AccessHandler } from "../../../handlers/access/handler";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";

/** Rows per round: the function fetches this many at a time. */
const round = 100;

/** Numbers of rows around one, two and three rounds. */
const counts = [1, 2, 3].flatMap((rounds) => [rounds * round - 1, rounds * round, rounds * round + 1]);

describe("the rows of a response", () => {
    let platform: Platform;
    let access: AccessHandler;
    const rowsOf = async (sql: string, limits: object = {}) => {
        const answer = await access({ action: "query", sql, target: "writer", ...limits }, lambdaContext());
        assert.ok(answer.ok && answer.action === "query", JSON.stringify(answer));
        return answer;
    };

    before(async () => {
        platform = await createPlatform("access_rows");
        await platform.rotateAll();
        access = platform.access();
        await platform.superuser.unsafe(`
            create table experimentation.numbers (n int);
            grant all on experimentation.numbers to experimentation_writer;
            create procedure experimentation.answers(inout n int) language sql as 'select $1 + 1'`);
    });

    after(async () => {
        await platform.drop();
    });

    /** Statements that return `count` rows, by the command that PostgreSQL reports. */
    const statements: Readonly<Record<string, (count: number) => string>> = {
        SELECT: (count) => `select generate_series(1, ${count})`,
        INSERT: (count) => `insert into numbers select generate_series(1, ${count}) returning n`,
        EXPLAIN: (count) =>
            `explain (costs off) ${Array(count - 1)
                .fill("select 1")
                .join(" union all ")}`,
    };
    for (const [command, statement] of Object.entries(statements)) {
        for (const count of counts) {
            it(`include all ${count} of ${command}`, async () => {
                const answer = await rowsOf(statement(count));

                const { rows, rowCount, truncated } = answer;
                assert.deepEqual([rows.length, rowCount, answer.command, truncated], [count, count, command, false]);
            });
        }
    }

    it("include all of SHOW ALL that another driver gets", async () => {
        const login = platform.login("application");
        const expected = await login.unsafe("show all");
        await login.end();

        const answer = await rowsOf("show all");

        assert.ok(expected.length > 3 * round);
        assert.deepEqual([answer.rows.length, answer.truncated], [expected.length, false]);
    });

    it("include the one of CALL", async () => {
        const answer = await rowsOf("call experimentation.answers(6)");

        assert.deepEqual([answer.rows, answer.rowCount, answer.command], [[["7"]], 1, "CALL"]);
    });

    it("end at maxRows for EXPLAIN, in every round", async () => {
        const explain = `explain (costs off) ${Array(349).fill("select 1").join(" union all ")}`;

        for (const maxRows of [1, round - 1, round, round + 1, 349, 350]) {
            const { rows, truncated } = await rowsOf(explain, { maxRows });

            assert.deepEqual([rows.length, truncated], [maxRows, maxRows < 350]);
        }
    });

    it("end before a response of a thousand rows of 95 kB exceeds its size limit", async () => {
        const answer = await rowsOf("select repeat('x', 95000) from generate_series(1, 1000)");

        assert.deepEqual([answer.rows.length, answer.truncated], [52, true]);
    });
});
