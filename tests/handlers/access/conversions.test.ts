import assert from "node:assert/strict";
import type postgres from "postgres";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";

const content = `
with experiment as (insert into experiments (key, name, status) values ('checkout', 'One page', 'running') returning id),
    arms as (insert into variants (experiment_id, key, weight, is_control)
        select id, key, 5000, key = 'control' from experiment, (values ('control'), ('one-page')) v(key)
        returning id, experiment_id, key),
    assigned as (insert into assignments (experiment_id, unit_id, variant_id)
        select experiment_id, key || n, id from arms, generate_series(1, 10) n returning experiment_id, unit_id)
select count(*) from assigned`;

describe("the experimentation schema", () => {
    let platform: Platform;
    let application: postgres.Sql;

    before(async () => {
        platform = await createPlatform("access_conversions");
        await platform.rotateAll();
        assert.equal((await platform.access()({ action: "createSchema" }, lambdaContext())).ok, true);
        application = platform.login("application");
        await application.unsafe(content);
        await application.unsafe(`
            insert into exposures (experiment_id, unit_id, exposed_at)
                select experiment_id, unit_id, '2026-01-01' from assignments where unit_id not like '%10';
            insert into metric_events (unit_id, metric, occurred_at) values
                ('control1', 'purchase', '2026-01-02'), ('control1', 'purchase', '2026-01-03'),
                ('control2', 'purchase', '2025-12-31'), ('control3', 'visit', '2026-01-02'),
                ('one-page1', 'purchase', '2026-01-02'), ('one-page2', 'purchase', '2026-01-01'),
                ('one-page10', 'purchase', '2026-01-02')`);
    });

    after(async () => {
        await application.end();
        await platform.drop();
    });

    it("returns conversions by variant, of the units that were exposed, by events from then on", async () => {
        const sql = "select variant, is_control, units, conversions from experimentation.conversions($1, $2)";
        const parameters = ["checkout", "purchase"];
        await platform.access()({ action: "rollUp" }, lambdaContext());

        const answer = await platform.access()({ action: "query", sql, parameters }, lambdaContext());

        assert.ok(answer.ok && "rows" in answer, JSON.stringify(answer));
        assert.deepEqual(answer.rows, [
            ["control", "t", "9", "1"],
            ["one-page", "f", "9", "2"],
        ]);
    });

    const refused: readonly (readonly [title: string, sql: string, constraint: string])[] = [
        [
            "a second experiment with the same key",
            "insert into experiments (key, name) values ('checkout', 'x')",
            "experiments_key_key",
        ],
        [
            "a key with invalid characters",
            "insert into experiments (key, name) values ('A b', 'x')",
            "experiments_key_check",
        ],
        ["a weight below 0", "update variants set weight = -1", "variants_weight_check"],
        ["a second control", "update variants set is_control = true", "variants_one_control"],
        [
            "a second assignment of the same unit",
            "insert into assignments (experiment_id, unit_id, variant_id) select * from (select experiment_id, unit_id, variant_id from assignments limit 1) x",
            "assignments_pkey",
        ],
        [
            "a variant of another experiment",
            "insert into assignments (experiment_id, unit_id, variant_id) select id, 'new', 0 from experiments",
            "assignments_experiment_id_variant_id_fkey",
        ],
        [
            "an exposure without an assignment",
            "insert into exposures (experiment_id, unit_id) select id, 'nobody' from experiments",
            "exposures_experiment_id_unit_id_fkey",
        ],
    ];
    for (const [title, sql, constraint] of refused) {
        it(`refuses ${title}`, async () => {
            const answer = await platform.access()({ action: "query", sql, target: "writer" }, lambdaContext());

            assert.ok(!answer.ok);
            assert.deepEqual([answer.error.code, answer.error.constraint], ["constraintViolated", constraint]);
        });
    }

    it("has a BRIN index on the time of every table of events, except the inboxes", async () => {
        const rows = await platform.superuser<{ name: string; indexed: boolean }[]>`
            select tablename as name, exists (
                select from pg_indexes i where i.tablename = t.tablename and indexdef like '%USING brin%') as indexed
            from pg_tables t where tablename ~ '^(exposures|metric_events)' order by 1`;

        assert.deepEqual(
            rows.filter(({ indexed }) => !indexed).map(({ name }) => name),
            ["exposures", "metric_events"],
        );
        assert.ok(rows.length > 2);
    });
});
