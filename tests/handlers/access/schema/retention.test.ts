import assert from "node:assert/strict";
import type postgres from "postgres";
import { migrations } from "../../../../handlers/access/schema/migrations";
import { createPlatform, type Platform } from "../../../harness/platform";
import { migrate } from "./migrate";

const content = `
insert into experiments (key, name, status) values ('one', 'n', 'running');
insert into variants (experiment_id, key, weight) values (1, 'a', 5000);
insert into assignments (experiment_id, unit_id, variant_id) values (1, 'a', 1);
insert into exposures (experiment_id, unit_id, exposed_at) values (1, 'a', '2026-01-15');
insert into metric_events (unit_id, metric, occurred_at)
select 'a', 'click', at from unnest(array['1999-01-01', '2026-01-16', '2026-02-16', '2026-03-16']::timestamptz[]) at;
select roll_up()`;

const event = "insert into metric_events (unit_id, metric, occurred_at) values ('a', 'click', '2026-02-17')";

describe("drop_events_before", () => {
    let platform: Platform;
    let application: postgres.Sql;
    let migration: postgres.Sql;

    before(async () => {
        platform = await createPlatform("schema_retention");
    });

    beforeEach(async () => {
        await platform.rotateAll();
        await migrate(platform, migrations);
        application = platform.login("application");
        migration = platform.login("migration");
        await application.unsafe(content);
    });

    afterEach(async () => {
        await application.end();
        await migration.end();
        await platform.dropRoles();
    });

    after(async () => {
        await platform.drop();
    });

    it("drops the months before a time with their rows, and keeps the summaries", async () => {
        const before = await application`select * from unit_metrics`;

        const dropped = await drop("2026-02-20");

        const left = await application<{ time: string }[]>`
            select to_char(occurred_at at time zone 'UTC', 'YYYY-MM') as time from metric_events order by occurred_at`;
        assert.deepEqual(dropped, [
            ["exposures_2026_01", true],
            ["metric_events_2026_01", true],
        ]);
        assert.deepEqual(
            left.map(({ time }) => time),
            ["2026-02", "2026-03"],
        );
        assert.deepEqual(await application`select * from unit_metrics`, before);
    });

    it("lets roll_up go on, also for a month that it has dropped", async () => {
        await drop("2026-04-01");
        await application.unsafe(event);

        const [row] = await application`select events, status from roll_up()`;

        const [unit] = await application`select events from unit_metrics`;
        assert.deepEqual({ ...row }, { events: 1, status: "done" });
        assert.equal(unit?.events, "4");
    });

    it("skips a table that a long report reads, and ingest does not wait meanwhile", async () => {
        const reader = platform.login("reader");
        await reader.unsafe("begin; select count(*) from metric_events");
        await application`set lock_timeout = '20ms'`;
        let isDropping = true;
        let inserted = 0;

        const dropping = drop("2026-02-20").finally(() => {
            isDropping = false;
        });
        const ingest = async (): Promise<void> => {
            for (; isDropping; inserted += 1) await application.unsafe(event);
        };
        const [dropped] = await Promise.all([dropping, ingest()]);

        await reader.unsafe("commit");
        await reader.end();
        const again = await drop("2026-02-20");
        assert.ok(inserted > 0);
        assert.deepEqual(dropped, [
            ["exposures_2026_01", true],
            ["metric_events_2026_01", false],
        ]);
        assert.deepEqual(again, [["metric_events_2026_01", true]]);
    });

    async function drop(before: string): Promise<unknown[][]> {
        const rows = await migration`select * from drop_events_before(${before})`;
        return rows.map(({ name, dropped }): unknown[] => [name, dropped]);
    }
});
