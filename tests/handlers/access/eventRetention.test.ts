import assert from "node:assert/strict";
import type { Platform } from "../../harness/platform";
import { countedEvents, createRollUpPlatform, removeRows, rolledUp, whileAnother } from "./rollUpPlatform";

describe("a roll-up in a stack that keeps events for 60 days", () => {
    let platform: Platform;

    before(async () => {
        platform = await createRollUpPlatform("access_retention");
    });

    afterEach(async () => {
        await removeRows(platform);
    });

    after(async () => {
        await platform.drop();
    });

    it("drops the months that are older, and keeps their summaries", async () => {
        const [old, kept] = await insertMonths();

        const answer = await keeping60Days();

        assert.deepEqual([answer.status, answer.events], ["done", 2]);
        assert.ok(answer.dropped.includes(old) && !answer.dropped.includes(kept), answer.dropped.join());
        assert.deepEqual([await hasTable(old), await hasTable(kept)], [false, true]);
        assert.equal(await countedEvents(platform), 2);
    });

    it("skips a month that is in use, and drops it the next time", async () => {
        const [old] = await insertMonths();
        await rolledUp(platform.access());
        const reads = `begin; select from experimentation.${old}`;

        const first = await whileAnother(platform, reads, keeping60Days);
        const second = await keeping60Days();

        assert.deepEqual(
            [first.status, first.skipped.includes(old), first.dropped.includes(old)],
            ["done", true, false],
        );
        assert.deepEqual([second.skipped, second.dropped], [[], [old]]);
    });

    it("has rolled up although it cannot drop, and says why", async () => {
        const [old] = await insertMonths();
        const rename = (from: string, to: string) =>
            platform.superuser.unsafe(`alter function experimentation.${from}(timestamptz) rename to ${to}`);
        await rename("drop_events_before", "moved_away");

        const { status, events, dropError } = await keeping60Days();
        await rename("moved_away", "drop_events_before");

        assert.deepEqual(
            [status, events, dropError?.code, dropError?.sqlState],
            ["done", 2, "statementInvalid", "42883"],
        );
        assert.equal(await hasTable(old), true);
    });

    it("drops nothing without the setting", async () => {
        const [old] = await insertMonths();

        const { dropped } = await rolledUp(platform.access());

        assert.deepEqual([dropped, await hasTable(old)], [[], true]);
    });

    function keeping60Days() {
        return rolledUp(platform.access({ EVENT_RETENTION_DAYS: "60" }));
    }

    /** Inserts an event of 100 days ago and one of now, of an exposed unit. Returns the tables of their months. */
    async function insertMonths(): Promise<readonly [old: string, kept: string]> {
        await platform.superuser.unsafe(`
            insert into experimentation.exposures (experiment_id, unit_id, exposed_at)
            select experiment_id, unit_id, now() - interval '110 days' from experimentation.assignments limit 1;
            insert into experimentation.metric_events (unit_id, metric, occurred_at)
            select unit_id, 'click', now() - days * interval '1 day'
              from experimentation.exposures, unnest(array[0, 100]) days`);
        const [row] = await platform.superuser<{ old: string; kept: string }[]>`
            select to_char(now() - interval '100 days', '"metric_events_"YYYY_MM') as old,
                   to_char(now(), '"metric_events_"YYYY_MM') as kept`;
        return [row?.old ?? "", row?.kept ?? ""];
    }

    async function hasTable(name: string): Promise<boolean> {
        const rows = await platform.superuser`select from pg_tables where tablename = ${name}`;
        return rows.length > 0;
    }
});
