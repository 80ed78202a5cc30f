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

    for (const before of [null, "infinity", "-infinity", "2999-01-01"]) {
        it(`refuses the time ${before}`, async () => {
            await assert.rejects(drop(before), { code: "22023", column_name: "before" });
        });
    }

    const pending: readonly (readonly [title: string, sql: string, counted: number])[] = [
        [
            "units are not counted",
            `insert into assignments (experiment_id, unit_id, variant_id)
             select 1, 'unit-' || n, 1 from generate_series(1, 30) n;
             insert into metric_events (unit_id, metric, occurred_at)
             select 'unit-' || n, 'click', '2026-01-16' from generate_series(1, 30) n;
             insert into exposures (experiment_id, unit_id, exposed_at)
             select 1, 'unit-' || n, '2026-01-15' from generate_series(1, 30) n;
             select roll_up(40)`,
            33,
        ],
        ["an experiment's end is not known", "update experiments set status = 'stopped', stopped_at = '2026-02-01'", 1],
        [
            "an experiment's end is not applied to all units",
            "update experiments set status = 'stopped', stopped_at = '2026-02-01'; select roll_up(1)",
            1,
        ],
        [
            "an older exposure is in the inbox",
            `insert into assignments (experiment_id, unit_id, variant_id) values (1, 'b', 1);
             insert into exposures (experiment_id, unit_id, exposed_at) values (1, 'b', '2026-01-15')`,
            3,
        ],
    ];
    for (const [title, sql, counted] of pending) {
        it(`refuses to drop while ${title}, and loses none of them after roll_up`, async () => {
            await application.unsafe(sql);

            await assert.rejects(drop("2026-02-20"), { code: "55000", hint: "Call roll_up until it is done." });

            while ((await application`select status from roll_up()`)[0]?.status !== "done");
            const dropped = (await drop("2026-02-20")).map(([name]) => name);
            const [row] = await application`select sum(events)::int as counted from unit_metrics`;
            assert.deepEqual(dropped, ["exposures_2026_01", "metric_events_2026_01"]);
            assert.equal(row?.counted, counted);
        });
    }

    it("does not wait for a new exposure in the inbox", async () => {
        await application.unsafe("insert into exposures (experiment_id, unit_id) values (1, 'a')");

        const dropped = await drop("2026-02-20");

        assert.equal(dropped.length, 2);
    });

    async function drop(before: string | null): Promise<unknown[][]> {
        const rows = await migration`select * from drop_events_before(${before}::text::timestamptz)`;
        return rows.map(({ name, dropped }): unknown[] => [name, dropped]);
    }
});
