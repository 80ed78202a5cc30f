import assert from "node:assert/strict";
import {
    type ExtendedQuery,
    startExtendedQuery,
    type Statement,
} from "../../../../handlers/shared/database/extendedQuery";
import type { Session } from "../../../../handlers/shared/database/session";
import { type Deadline, deadlineIn } from "../../../../handlers/shared/deadline";
import { createPlatform, type Platform } from "../../../harness/platform";
import { openLogin } from "./openLogin";

describe("a statement that is sent in one pipeline with those before it", () => {
    let platform: Platform;
    let deadline: Deadline;
    let session: Session;

    before(async () => {
        platform = await createPlatform("extended_query");
        await platform.rotateAll();
        await platform.superuser.unsafe(`
            create table public.runs (n int);
            create sequence public.run;
            grant all on public.runs, public.run to experimentation_writer`);
    });

    beforeEach(async () => {
        deadline = deadlineIn(10_000);
        session = await openLogin(platform, "application", deadline);
        await platform.superuser.unsafe("truncate public.runs; alter sequence public.run restart");
    });

    afterEach(() => {
        session.destroy();
        deadline.stop();
    });

    after(async () => {
        await platform.drop();
    });

    /** Counts its runs, also those whose transaction is rolled back. */
    const countingInsert: Statement = {
        sql: "insert into public.runs values (nextval('public.run'))",
        parameters: [],
        rowsAtATime: 100,
        takeColumns: () => undefined,
        takeRow: () => undefined,
        wantsMore: () => true,
    };
    const runs = async () => {
        const [row] = await platform.superuser<{ isCalled: boolean; rows: number }[]>`
            select is_called as "isCalled", (select count(*)::int from public.runs) as rows from public.run`;
        return row;
    };
    /** Ends a pipeline as transactions do, and waits for the server's responses. */
    const rollBack = async (query: ExtendedQuery): Promise<void> => {
        query.end();
        await session.sql.unsafe("ROLLBACK");
    };

    const failures: readonly (readonly [title: string, preceding: readonly string[], sqlState: string])[] = [
        ["BEGIN is refused", ["BEGIN SOMETHING", "SET LOCAL statement_timeout = 1000"], "42601"],
        ["its limits are refused", ["BEGIN", "SET LOCAL statement_timeout = 'nonsense'"], "22023"],
        ["the time is over", ["BEGIN", "SET LOCAL statement_timeout = 50", "select pg_sleep(9)"], "57014"],
    ];
    for (const [title, preceding, sqlState] of failures) {
        for (const runsAtOnce of [true, false]) {
            it(`never runs if ${title}, sent ${runsAtOnce ? "with them" : "after them"}`, async () => {
                const query = startExtendedQuery(session, preceding, countingInsert, runsAtOnce);

                await assert.rejects(query.preceded(), { severity: "ERROR", code: sqlState });
                // Even if the caller goes on.
                await assert.rejects(query.run(), { code: sqlState });
                await rollBack(query);

                assert.deepEqual(await runs(), { isCalled: false, rows: 0 });
            });
        }
    }

    it("never runs if another session cancels the beginning", async () => {
        const query = startExtendedQuery(session, ["BEGIN", "select pg_sleep(9), 'x'"], countingInsert, true);
        let cancelled = 0;
        while (cancelled === 0) {
            const rows = await platform.superuser`
                select pg_cancel_backend(pid) from pg_stat_activity where query like '%pg_sleep(9), ''x''%'
                   and pid <> pg_backend_pid()`;
            cancelled = rows.length;
        }

        await assert.rejects(query.preceded(), { code: "57014" });
        await rollBack(query);

        assert.deepEqual(await runs(), { isCalled: false, rows: 0 });
    });

    it("is rolled back with them", async () => {
        const query = startExtendedQuery(session, ["BEGIN"], countingInsert, true);

        await query.preceded();
        const completion = await query.run();
        await rollBack(query);

        assert.deepEqual(completion, { command: "INSERT", count: 1 });
        assert.deepEqual(await runs(), { isCalled: true, rows: 0 });
    });

    it("does not run before it is sent after them", async () => {
        const query = startExtendedQuery(session, ["BEGIN"], countingInsert, false);

        await query.preceded();
        await rollBack(query);

        assert.deepEqual(await runs(), { isCalled: false, rows: 0 });
    });

    it("fails, and the driver's next statement succeeds", async () => {
        const query = startExtendedQuery(session, ["BEGIN"], { ...countingInsert, sql: "select 1/0" }, true);

        await query.preceded();
        await assert.rejects(query.run(), { severity: "ERROR", code: "22012" });
        await rollBack(query);

        const [row] = await session.sql.unsafe("select 1 as one");
        assert.equal(row?.one, "1");
    });

    it("fails if the connection is already lost, or is lost while it runs", async () => {
        const sleeping = { ...countingInsert, sql: "select pg_sleep(9)" };
        const query = startExtendedQuery(session, ["BEGIN"], sleeping, true);
        await query.preceded();

        const running = query.run();
        session.destroy();

        await assert.rejects(running, { code: "connectionLost" });
        const late = startExtendedQuery(session, ["BEGIN"], sleeping, true);
        await assert.rejects(late.preceded(), { code: "connectionLost" });
    });

    it("is refused while the driver or another statement waits for the server", async () => {
        const start = (): unknown => startExtendedQuery(session, ["BEGIN"], countingInsert, true);

        const sleeping = session.sql.unsafe("select pg_sleep(0.1)").execute();
        // The driver sends it in the next turn of the event loop.
        await new Promise((resolve) => setTimeout(resolve, 20));
        assert.throws(start, { message: "the connection is in use" });
        await sleeping;
        const query = startExtendedQuery(session, ["BEGIN"], countingInsert, true);
        assert.throws(start, { message: "the connection is in use" });
        await query.preceded();
        await query.run();
        await rollBack(query);

        assert.deepEqual(await runs(), { isCalled: true, rows: 0 });
    });
});
