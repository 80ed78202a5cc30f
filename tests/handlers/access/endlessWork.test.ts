import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Answer } from "../../../handlers/access/handler";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";

/** Catches every cancellation, in a session that does not check whether its client is still connected. */
const endless = `do $$ begin
    perform set_config('client_connection_check_interval', '0', false);
    loop begin perform pg_sleep(60); exception when query_canceled then null; end; end loop;
end $$`;

describe("statements that never end", () => {
    let platform: Platform;

    const running = async (): Promise<number> =>
        (await platform.superuser`select from pg_stat_activity where usename = 'reader_a' and state = 'active'`).length;

    before(async () => {
        platform = await createPlatform("endless_work");
        await platform.rotateAll();
    });

    after(async () => {
        await platform.drop();
    });

    it("use all connections of a login but one, until their deadline", async () => {
        const limit = 10;
        const processes = Array.from({ length: limit + 2 }, () => platform.access());

        const answering: Promise<Answer>[] = [];
        for (const access of processes) {
            answering.push(access({ action: "query", sql: endless }, lambdaContext(4000)));
            const expected = Math.min(answering.length, limit - 1);
            for (let waited = 0; waited < 2000 && (await running()) < expected; waited += 10) await delay(10);
        }
        const answers = await Promise.all(answering);

        const codes = answers.map((answer) => (answer.ok ? "ok" : answer.error.code)).sort();
        assert.deepEqual(codes, [
            ...Array<string>(limit - 1).fill("deadlineExceeded"),
            ...Array<string>(3).fill("tooManyConnections"),
        ]);
        for (let waited = 0; waited < 4000 && (await running()) > 0; waited += 50) await delay(50);
        assert.equal(await running(), 0);
    });
});
