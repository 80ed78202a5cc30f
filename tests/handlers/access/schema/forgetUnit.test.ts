import assert from "node:assert/strict";
import type postgres from "postgres";
import { lambdaContext } from "../../../harness/fakes";
import { createPlatform, type Platform } from "../../../harness/platform";

const content = `
with experiment as (insert into experiments (key, name, status)
        select key, key, 'running' from (values ('first'), ('second')) as e (key) returning id),
    arms as (insert into variants (experiment_id, key, weight) select id, 'only', 1 from experiment returning *)
insert into assignments (experiment_id, unit_id, variant_id)
select experiment_id, unit_id, id from arms, (values ('ann'), ('bob')) as u (unit_id)`;
const exposures = "insert into exposures (experiment_id, unit_id) select experiment_id, unit_id from assignments";
const events = `insert into metric_events (unit_id, metric, occurred_at)
    select unit_id, metric, occurred_at::timestamptz from (values ('ann'), ('bob')) as u (unit_id),
        (values ('click', 'infinity'), ('click', now()::text), ('view', now()::text)) as e (metric, occurred_at)`;
const rowsByUnit = `
select unit_id, count(*)::int as rows from (
    select unit_id from assignments union all select unit_id from exposures union all select unit_id from metric_events
    union all select unit_id from first_exposures union all select unit_id from unit_metrics
) as each group by 1 order by 1`;

describe("forget_unit", () => {
    let platform: Platform;
    let application: postgres.Sql;

    before(async () => {
        platform = await createPlatform("forget_unit");
        await platform.rotateAll();
        assert.equal((await platform.access()({ action: "createSchema" }, lambdaContext())).ok, true);
        application = platform.login("application");
    });

    beforeEach(async () => {
        await application.unsafe(content);
        await application.unsafe(exposures);
        await application.unsafe(events);
        await application.unsafe("select roll_up()");
        // These stay in the inboxes.
        await application.unsafe(exposures);
        await application.unsafe(events);
    });

    afterEach(async () => {
        await platform.superuser.unsafe(
            `truncate experimentation.experiments, experimentation.first_exposures, experimentation.unit_metrics,
                experimentation.metric_events cascade`,
        );
    });

    after(async () => {
        await application.end();
        await platform.drop();
    });

    it("erases what the unit has in every table, and no other unit's rows", async () => {
        const before = await application.unsafe(rowsByUnit);

        const [answer] = await application.unsafe("select forget_unit('ann')::int as erased");

        // For each of two experiments: an assignment, two exposures, a first exposure, two summaries; and six events.
        assert.deepEqual(
            [...before],
            [
                { unit_id: "ann", rows: 18 },
                { unit_id: "bob", rows: 18 },
            ],
        );
        assert.equal(answer?.erased, 18);
        assert.deepEqual([...(await application.unsafe(rowsByUnit))], [{ unit_id: "bob", rows: 18 }]);
    });

    it("leaves nothing that the next roll_up would count", async () => {
        await application.unsafe("select forget_unit('ann')");

        await application.unsafe("select roll_up()");

        const counted = "select unit_id, sum(events)::int as events from unit_metrics group by 1";
        assert.deepEqual([...(await application.unsafe(counted))], [{ unit_id: "bob", events: 12 }]);
    });

    it("erases nothing while a roll_up is at work for longer than two seconds", async () => {
        const other = await platform.superuser.reserve();
        await other`select pg_advisory_lock(hashtext('experimentation roll_up'))`;
        try {
            await assert.rejects(application.unsafe("select forget_unit('ann')"), { code: "55P03" });
        } finally {
            await other`select pg_advisory_unlock(hashtext('experimentation roll_up'))`;
            other.release();
        }

        assert.deepEqual([...(await application.unsafe(rowsByUnit))].length, 2);
    });

    it("is not for the reader", async () => {
        const reader = platform.login("reader");
        try {
            await assert.rejects(reader.unsafe("select experimentation.forget_unit('ann')"), { code: "42501" });
        } finally {
            await reader.end();
        }
    });
});
