import assert from "node:assert/strict";
import type postgres from "postgres";
import type { Platform } from "../../../harness/platform";
import { beforeEachMigrate } from "./migrate";
import { play, summariesOf } from "./play";
import { workloadOf } from "./workload";

describe("roll_up", () => {
    let platform: Platform;

    beforeEachMigrate("roll_up", (created) => {
        platform = created;
    });

    for (const seed of [1, 2, 3]) {
        it(`keeps what a count of all rows returns, in the random order ${seed}, beside writers and other calls`, async () => {
            const { steps, firstExposures, unitMetrics } = workloadOf(seed);

            await play(platform, steps);

            const summaries = await summariesOf(platform);
            assert.ok(unitMetrics.length > 0);
            assert.deepEqual(summaries, { firstExposures, unitMetrics });
        });
    }

    it("leaves nothing half done when it fails", async () => {
        const { steps } = workloadOf(4);
        await play(platform, steps, { rollUps: 0 });
        await platform.superuser.unsafe(
            "alter table experimentation.unit_metrics add constraint fails check (events < 0) not valid",
        );
        const before = await contents(platform.superuser);

        await assert.rejects(rollUp(platform, 1000), { constraint_name: "fails" });

        assert.deepEqual(await contents(platform.superuser), before);
    });

    it("returns at once while another call is at work, and does nothing", async () => {
        await play(platform, workloadOf(5).steps, { rollUps: 0 });
        await platform.superuser.begin(async (sql) => {
            await sql`select pg_advisory_xact_lock(hashtext('experimentation roll_up'))`;

            const answer = await rollUp(platform, 1000);

            assert.deepEqual(answer, { exposures: 0, units: 0, events: 0, status: "busy" });
        });
    });

    it("does nothing while it is paused", async () => {
        await play(platform, workloadOf(5).steps, { rollUps: 0 });
        const migration = platform.login("migration");
        await migration`update roll_up_state set paused = true`;
        await migration.end();

        const answer = await rollUp(platform, 1000);

        assert.deepEqual(answer, { exposures: 0, units: 0, events: 0, status: "paused" });
    });

    it("does at most a batch, and says whether more may be left", async () => {
        const values = Array.from({ length: 25 }, (_, index) => `('unit', 'click', '2026-06-${index + 1}')`);
        await write(platform, `insert into metric_events (unit_id, metric, occurred_at) values ${values.join(",")}`);

        const answers = [await rollUp(platform, 20), await rollUp(platform, 20), await rollUp(platform, 20)];

        assert.deepEqual(
            answers.map(({ events, status }): unknown[] => [events, status]),
            [
                [20, "more"],
                [5, "done"],
                [0, "done"],
            ],
        );
    });

    it("takes rows that have the place of moved ones", async () => {
        const insert = "insert into metric_events (unit_id, metric) select 'unit', 'click' from generate_series";
        await write(platform, `${insert}(1, 500)`);
        await rollUp(platform, 499);
        await platform.superuser.unsafe("vacuum experimentation.metric_events");
        await write(platform, `${insert}(1, 10)`);

        const { events, status } = await rollUp(platform, 1000);

        assert.deepEqual([events, status], [11, "done"]);
    });

    it("is not misled by temporary tables of its caller", async () => {
        const { steps, firstExposures, unitMetrics } = workloadOf(6);
        await play(platform, steps, { rollUps: 0 });
        const names = ["inboxes", "exposures", "metric_events", "assignments", "first_exposures", "unit_metrics"];
        const hidden = names.map((name) => `create temporary table ${name} (like ${name})`);

        await write(platform, [...hidden, "select experimentation.roll_up()"].join(";"));

        assert.deepEqual(await summariesOf(platform), { firstExposures, unitMetrics });
    });

    it("makes months of UTC, and none for a clock that is far off", async () => {
        const times = [
            "-infinity",
            "0001-01-01",
            "2019-12-31",
            "2999-01-01",
            "infinity",
            "2026-06-30 23:59:59.999999Z",
            "2026-07-01Z",
        ];
        const values = times.map((time) => `('unit', 'click', '${time}')`);
        await write(platform, `insert into metric_events (unit_id, metric, occurred_at) values ${values.join(",")}`);

        await write(platform, "set timezone = 'Asia/Kolkata'; select roll_up()");

        const rows = await platform.superuser<{ line: string }[]>`
            select relname || ' ' || count(*) as line from experimentation.metric_events e
              join pg_class on pg_class.oid = e.tableoid group by relname order by 1`;
        assert.deepEqual(
            rows.map(({ line }) => line),
            ["metric_events_2026_06 1", "metric_events_2026_07 1", "metric_events_kept 5"],
        );
    });
});

async function rollUp(platform: Platform, batch: number): Promise<postgres.Row> {
    const [row] = await write(platform, `select * from roll_up(${batch})`);
    return { ...row };
}

async function write(platform: Platform, sql: string): Promise<postgres.Row[]> {
    const application = platform.login("application");
    try {
        return await application.unsafe(sql);
    } finally {
        await application.end();
    }
}

/** The rows of each table, as one text. */
async function contents(sql: postgres.Sql): Promise<unknown[]> {
    const tables = await sql<{ name: string }[]>`
        select relname as name from pg_class
         where relnamespace = 'experimentation'::regnamespace and relkind = 'r' order by 1`;
    return await Promise.all(
        tables.map(({ name }) =>
            sql.unsafe(`select '${name}', array_agg(t::text order by t::text) from only experimentation.${name} t`),
        ),
    );
}
