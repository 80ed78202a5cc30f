import assert from "node:assert/strict";
import type { Answer } from "../../../handlers/access/handler";
import { toRecord } from "../../../offline/toRecord";
import { lambdaContext } from "../../harness/fakes";
import type { Platform } from "../../harness/platform";
import {
    countedEvents,
    createRollUpPlatform,
    insertRows,
    removeRows,
    rolledUp,
    untilWaiting,
    whileAnother,
} from "./rollUpPlatform";
import { verdictOf } from "./verdict";
import { withParameters } from "./withParameters";

describe("a roll-up that fails", () => {
    let platform: Platform;

    before(async () => {
        platform = await createRollUpPlatform("access_roll_up_failures");
    });

    beforeEach(async () => {
        platform.log.length = 0;
        await insertRows(platform, 300);
    });

    afterEach(async () => {
        const { status } = await rolledUp(platform.access());
        assert.deepEqual([status, await countedEvents(platform)], ["done", 300], "the next call");
        await removeRows(platform);
    });

    after(async () => {
        await platform.drop();
    });

    it("within half of its time returns statementTimeout, with the fix", async () => {
        const answer = await whileLocked((access) => access({ action: "rollUp" }, lambdaContext(2500)));

        assert.deepEqual(verdictOf(answer), ["statementTimeout", false, "failed"]);
        assert.match(messageOf(answer), /^A step took longer than a roll-up may\./);
        assert.deepEqual(lastMetric(), [0, "statementTimeout"]);
    });

    it("because its connection is lost returns connectionLost, and is not repeated", async () => {
        const answer = await whileLocked(async (access) => {
            const running = access({ action: "rollUp" }, lambdaContext());
            await untilWaiting(platform, "Lock");
            await terminate();
            return await running;
        });

        assert.deepEqual(verdictOf(answer), ["connectionLost", true, "failed"]);
        assert.deepEqual(lastMetric(), [0, "connectionLost"]);
    });

    it("at its commit returns commitUnconfirmed, and says that a repetition is safe", async () => {
        await platform.superuser.unsafe(`
            create function public.wait() returns trigger language plpgsql as
                'begin perform pg_sleep(20); return null; end';
            create constraint trigger wait after insert on experimentation.first_exposures
                deferrable initially deferred for each row execute function public.wait()`);

        const running = platform.access()({ action: "rollUp" }, lambdaContext());
        await untilWaiting(platform, "PgSleep");
        await terminate();
        const answer = await running;
        await platform.superuser`drop function public.wait() cascade`;

        assert.deepEqual(verdictOf(answer), ["commitUnconfirmed", true, "unknown"]);
        assert.match(messageOf(answer), /Try again: each row is moved once\.$/);
    });

    it("because the writer has become a reader returns writerDemoted", async () => {
        const standby = platform.server.standby ?? assert.fail();

        const answer = await withParameters(platform, { port: String(standby.port) }, (access) =>
            access({ action: "rollUp" }, lambdaContext()),
        );

        assert.deepEqual(verdictOf(answer), ["writerDemoted", true, "failed"]);
        assert.match(String(platform.log[0]), /"attempts":2\}$/);
    });

    it("because there is no server returns databaseUnreachable soon, as the schedule repeats it", async () => {
        const answer = await withParameters(platform, { port: "1" }, (access) =>
            access({ action: "rollUp" }, lambdaContext()),
        );

        assert.deepEqual(verdictOf(answer), ["databaseUnreachable", true, "notSent"]);
        assert.match(String(platform.log[0]), /"attempts":2\}$/);
    });

    /** Runs `work` while another session holds a table that a roll-up writes. */
    async function whileLocked(work: (access: ReturnType<Platform["access"]>) => Promise<Answer>): Promise<Answer> {
        const lock = "begin; lock table experimentation.first_exposures in exclusive mode";
        return await whileAnother(platform, lock, () => work(platform.access()));
    }

    async function terminate(): Promise<void> {
        await platform.superuser`
            select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename like 'migration_%'`;
    }

    function lastMetric(): unknown[] {
        const { RolledUp, code } = toRecord(JSON.parse(String(platform.log.at(-1))));
        return [RolledUp, code];
    }
});

function messageOf(answer: Answer): string {
    return answer.ok ? "" : answer.error.message;
}
