import assert from "node:assert/strict";
import { migrations } from "../../../../handlers/access/schema/migrations";
import { createPlatform, type Platform } from "../../../harness/platform";
import { migrate } from "./migrate";
import { play, summariesOf } from "./play";
import { workloadOf } from "./workload";

describe("the migration from version 2 to 3", () => {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform("schema_upgrade");
        await platform.rotate("migration");
        await platform.rotate("application");
        await migrate(platform, migrations.slice(0, 2));
        await platform.superuser.unsafe(`
            insert into experimentation.metric_events (unit_id, metric, value) values ('unit-0', 'sale', 'NaN')`);
    });

    after(async () => {
        await platform.dropRoles();
        await platform.drop();
    });

    it("loses and doubles no row of writers that go on, and roll_up then counts old rows and new ones", async () => {
        const { steps, firstExposures, unitMetrics } = workloadOf(8, 40, false);

        const others = await play(platform, steps, { meanwhile: () => migrate(platform, migrations.slice(0, 3)) });

        const sent = (table: string): number => steps.filter(({ sql }) => sql.includes(`into ${table} `)).length;
        const [rows] = await platform.superuser`
            select count(*)::int as events, count(distinct id)::int as ids,
                   (select count(*)::int from experimentation.exposures) as exposures,
                   (select count(distinct id)::int from experimentation.exposures) as exposure_ids,
                   (select count(*) > 10 from experimentation.metric_events_version_2) as has_old,
                   (select count(*) > 10 from experimentation.metric_events_kept) as has_new
              from experimentation.metric_events`;
        const events = sent("metric_events") + others + 1;
        const exposures = sent("exposures");
        assert.deepEqual(
            { ...rows },
            { events, ids: events, exposures, exposure_ids: exposures, has_old: true, has_new: true },
        );
        assert.deepEqual(await summariesOf(platform), { firstExposures, unitMetrics });
    });

    it("has rows that retention removes once all of them are counted", async () => {
        const migration = platform.login("migration");
        const drop = async (): Promise<unknown[]> => {
            const rows = await migration`select name from drop_events_before(now()) where name like '%version_2'`;
            return rows.map(({ name }): unknown => name);
        };
        await migration`update roll_up_state set carried_to = 0`;
        await assert.rejects(drop(), { code: "55000" });
        await migration`select roll_up()`;

        const dropped = await drop();

        const [left] = await migration`select count(*) from only metric_events_version_2`;
        await migration.end();
        assert.deepEqual([dropped, left?.count], [["exposures_version_2", "metric_events_version_2"], "0"]);
    });
});
