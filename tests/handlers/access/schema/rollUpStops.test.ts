import assert from "node:assert/strict";
import type postgres from "postgres";
import { migrations } from "../../../../handlers/access/schema/migrations";
import { createPlatform, type Platform } from "../../../harness/platform";
import { migrate } from "./migrate";

/** Two experiments with the same three units. */
const content = `
insert into experiments (key, name, status) values ('one', 'n', 'running'), ('two', 'n', 'running');
insert into variants (experiment_id, key, weight) select id, 'a', 5000 from experiments order by id;
insert into assignments (experiment_id, unit_id, variant_id, assigned_at)
select experiment_id, 'unit-' || n, id, '2026-01-01' from variants, generate_series(1, 3) n;
insert into exposures (experiment_id, unit_id, exposed_at)
select experiment_id, unit_id, '2026-01-15' from assignments`;

const event = "insert into metric_events (unit_id, metric, occurred_at, value) values";
const stop = "update experiments set status = 'stopped', stopped_at = '2026-02-01'";

describe("roll_up after the end of an experiment", () => {
    let platform: Platform;
    let application: postgres.Sql;

    before(async () => {
        platform = await createPlatform("roll_up_stops");
    });

    beforeEach(async () => {
        await platform.rotate("migration");
        await platform.rotate("application");
        await migrate(platform, migrations);
        application = platform.login("application");
        await application.unsafe(content);
    });

    afterEach(async () => {
        await application.end();
        await platform.dropRoles();
    });

    after(async () => {
        await platform.drop();
    });

    it("is done when the ends of all experiments are applied", async () => {
        await application.unsafe(`${event} ('unit-1', 'click', '2026-01-16', 1), ('unit-1', 'click', '2026-02-16', 1)`);
        await rollUpAll();
        await application.unsafe(stop);

        await rollUpAll();

        assert.deepEqual(await unitMetrics(), ["1 click unit-1 1 1", "2 click unit-1 1 1"]);
    });

    it("keeps the digits of what happened before the end beside a large value after it", async () => {
        await application.unsafe(
            `${event} ('unit-1', 'sale', '2026-01-16', 0.1), ('unit-1', 'sale', '2026-02-16', 1e17)`,
        );
        await rollUpAll();
        await application.unsafe(stop);

        await rollUpAll();

        assert.deepEqual(await unitMetrics(), ["1 sale unit-1 1 0.1", "2 sale unit-1 1 0.1"]);
    });

    it("keeps what it has counted in a month that was dropped, and takes out what came after the end", async () => {
        await application.unsafe(`${event} ('unit-1', 'sale', '2026-01-16', 2), ('unit-1', 'sale', '2026-02-16', 3),
            ('unit-1', 'sale', '2026-02-17', 4), ('unit-1', 'click', '2026-02-17', 1)`);
        await rollUpAll();
        await drop("2026-02-01");
        await application.unsafe("update experiments set status = 'stopped', stopped_at = '2026-02-16 12:00Z'");

        await rollUpAll();

        assert.deepEqual(await unitMetrics(), ["1 sale unit-1 2 5", "2 sale unit-1 2 5"]);
    });

    it("keeps no metric of a unit whose first exposure came after the end, although its month was dropped", async () => {
        await application.unsafe(`${event} ('unit-1', 'sale', '2026-01-16', 2), ('unit-1', 'sale', '2026-02-16', 3),
            ('unit-1', 'click', '2026-01-16', 1)`);
        await rollUpAll();
        await drop("2026-02-01");
        await application.unsafe("update experiments set status = 'stopped', stopped_at = '2026-01-14' where id = 1");

        await rollUpAll();

        assert.deepEqual(await unitMetrics(), ["2 click unit-1 1 1", "2 sale unit-1 2 5"]);
    });

    async function drop(before: string): Promise<void> {
        const migration = platform.login("migration");
        try {
            await migration`select drop_events_before(${before})`;
        } finally {
            await migration.end();
        }
    }

    async function rollUpAll(): Promise<void> {
        while ((await application`select status from roll_up()`)[0]?.status !== "done");
    }

    async function unitMetrics(): Promise<string[]> {
        const rows = await application<{ line: string }[]>`
            select concat_ws(' ', experiment_id, metric, unit_id, events, total) as line from unit_metrics order by 1`;
        return rows.map(({ line }) => line);
    }
});
