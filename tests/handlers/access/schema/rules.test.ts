import assert from "node:assert/strict";
import type postgres from "postgres";
import { migrations } from "../../../../handlers/access/schema/migrations";
import { createPlatform, type Platform } from "../../../harness/platform";
import { migrate } from "./migrate";
import { accepted, answerTo, insertAssignment, insertEvent, insertExposure } from "./statements";

/** `running` has the variants 1 and 2 and the units a and b. `stopped` has the variant 3 and the unit a. */
const content = `
insert into experiments (key, name, status, started_at)
values ('running', 'n', 'running', '2026-01-01'), ('stopped', 'n', 'running', '2026-01-01');
insert into variants (experiment_id, key, weight, is_control)
values (1, 'control', 5000, true), (1, 'green', 5000, false), (2, 'control', 10000, true);
insert into assignments (experiment_id, unit_id, variant_id, assigned_at)
values (1, 'a', 1, '2026-02-01'), (1, 'b', 2, '2026-02-01'), (2, 'a', 3, '2026-02-01');
insert into exposures (experiment_id, unit_id, exposed_at) values (1, 'a', '2026-02-01');
insert into metric_events (unit_id, metric, occurred_at) values ('a', 'sale', '2026-02-02');
update experiments set status = 'stopped', stopped_at = '2026-03-01' where id = 2;
select roll_up()`;

type Rule = readonly (readonly [title: string, statement: string, answer: string])[];

describe("the schema, for the application's login", () => {
    let platform: Platform;
    let application: postgres.Sql;

    before(async () => {
        platform = await createPlatform("schema_rules");
        await platform.rotateAll();
        await migrate(platform, migrations);
        application = platform.login("application");
        await application.unsafe(content);
    });

    after(async () => {
        await application.end();
        await platform.drop();
    });

    describeRules("an experiment", [
        ["a running one that stops", "update experiments set status = 'stopped' where id = 1", accepted],
        ["another name for a stopped one", "update experiments set name = 'm' where id = 2", accepted],
        [
            "a stopped one that runs again",
            "update experiments set status = 'running' where id = 2",
            "experiments_stopped",
        ],
        ["a stopped one as a draft", "update experiments set status = 'draft' where id = 2", "experiments_stopped"],
        [
            "another end of a stopped one",
            "update experiments set stopped_at = now() where id = 2",
            "experiments_stopped",
        ],
        ["no end of a stopped one", "update experiments set stopped_at = null where id = 2", "experiments_stopped"],
        [
            "an end before its start",
            "update experiments set status = 'stopped', stopped_at = '2025-01-01' where id = 1",
            "experiments_check",
        ],
    ]);

    describeRules("a variant", [
        ["another weight while it runs", "update variants set weight = 100 where id = 1", accepted],
        ["one more while it runs", "insert into variants (experiment_id, key, weight) values (1, 'red', 1)", accepted],
        ["a weight above 10000", "update variants set weight = 10001 where id = 1", "variants_weight_check"],
        [
            "the removal of an assigned one",
            "delete from variants where id = 1",
            "assignments_experiment_id_variant_id_fkey",
        ],
        ["a changed history of its weights", "update variant_weights set weight = 1", "42501"],
    ]);

    describeRules("an assignment", [
        ["a new unit", insertAssignment(1, "c", 1, "now()"), accepted],
        ["a unit in a second experiment", insertAssignment(1, "d", 2, "now()"), accepted],
        ["a unit for the second time", insertAssignment(1, "a", 1, "now()"), "assignments_pkey"],
        [
            "another variant",
            "update assignments set variant_id = 2 where unit_id = 'b' or variant_id = 1",
            "assignments_fixed",
        ],
        ["the same variant again", "update assignments set variant_id = variant_id", accepted],
        ["another unit", "update assignments set unit_id = 'z' where unit_id = 'b'", "assignments_fixed"],
        ["a new unit of a stopped experiment", insertAssignment(2, "c", 3, "now()"), "assignments_running"],
        ["one from before the stop, late", insertAssignment(2, "c", 3, "'2026-02-28'"), accepted],
        [
            "the removal of an exposed unit",
            "delete from assignments where experiment_id = 1 and unit_id = 'a'",
            "first_exposures_experiment_id_unit_id_fkey",
        ],
        ["the removal of a unit that was never exposed", "delete from assignments where unit_id = 'b'", accepted],
    ]);

    describeRules("an exposure", [
        ["an assigned unit", insertExposure(1, "b", "now()"), accepted],
        ["a unit of a stopped experiment, late", insertExposure(2, "a", "'2026-02-20'"), accepted],
        ["a unit without an assignment", insertExposure(1, "z", "now()"), "exposures_experiment_id_unit_id_fkey"],
        ["a hostile clock", insertExposure(1, "b", "'infinity'"), accepted],
        ["a change", "update exposures set exposed_at = now()", "42501"],
        ["a removal", "delete from exposures", "42501"],
    ]);

    describeRules("a metric event", [
        ["a unit that is not assigned", insertEvent("z", "1"), accepted],
        [
            "the same key twice, which counts once",
            `${insertEvent("a", "1", "'k'")}; ${insertEvent("a", "1", "'k'")}`,
            accepted,
        ],
        ["no unit", insertEvent("", "1"), "metric_events_unit_id_check"],
        ["a value whose sum could overflow", insertEvent("a", "1e101"), "metric_events_value_range"],
        ["a value that is no number", insertEvent("a", "'NaN'"), "metric_events_value_range"],
        ["a unit that no index could hold", insertEvent("x".repeat(2700), "1"), "metric_events_length"],
        [
            "a key that no index could hold",
            insertEvent("a", "1", `'${"x".repeat(2700)}'`),
            "metric_events_event_key_length",
        ],
        ["a change", "update metric_events set value = 0", "42501"],
        ["a removal", "delete from metric_events", "42501"],
    ]);

    describeRules("what roll_up keeps", [
        ["reading first exposures", "select * from first_exposures", accepted],
        ["reading the metrics of units", "select * from unit_metrics", accepted],
        ["calling roll_up", "select * from roll_up()", accepted],
        ["writing first exposures", "update first_exposures set counted_from = null", "42501"],
        ["writing the metrics of units", "delete from unit_metrics", "42501"],
        ["writing into the past", "insert into metric_events_kept (unit_id, metric) values ('a', 'sale')", "42501"],
        ["writing version 2's rows", "delete from metric_events_version_2", "42501"],
        ["calling a part of roll_up", "select roll_up_events(1)", "42501"],
        ["dropping old months", "select drop_events_before(now())", "42501"],
    ]);

    it("assigns one variant to a unit that two writers assign at the same time, and both learn which", async () => {
        const other = platform.login("application");
        const assign = async (sql: postgres.Sql, variant: number): Promise<unknown> => {
            await sql`
                insert into assignments (experiment_id, unit_id, variant_id) values (1, 'raced', ${variant})
                on conflict (experiment_id, unit_id) do nothing`;
            const [row] = await sql`select variant_id from assignments where experiment_id = 1 and unit_id = 'raced'`;
            return row?.variant_id;
        };

        const [one, two] = await Promise.all([assign(application, 1), assign(other, 2)]);
        await other.end();

        assert.ok(one !== undefined);
        assert.equal(one, two);
    });

    it("keeps each weight of a variant, with the time since when it holds", async () => {
        const [added] = await application<{ id: string }[]>`
            insert into variants (experiment_id, key, weight) values (1, 'weighed', 10) returning id`;
        const id = added?.id ?? assert.fail();
        await application`update variants set weight = 20 where id = ${id}`;
        await application`update variants set weight = 20, key = 'weighed-again' where id = ${id}`;

        const rows = await application`
            select weight, since <= clock_timestamp() as past from variant_weights where variant_id = ${id} order by since`;

        assert.deepEqual(
            rows.map(({ weight, past }): unknown[] => [weight, past]),
            [
                [10, true],
                [20, true],
            ],
        );
    });

    it("sets the end of an experiment that stops without one", async () => {
        const [row] = await application`
            insert into experiments (key, name, status) values ('short', 'n', 'stopped')
            returning stopped_at between now() - interval '1 minute' and clock_timestamp() as ended`;

        assert.equal(row?.ended, true);
    });

    /** Each statement runs alone, and is rolled back. */
    function describeRules(subject: string, rules: Rule): void {
        for (const [title, statement, answer] of rules) {
            it(`${answer === accepted ? "accepts" : "refuses"} for ${subject}: ${title}`, async () => {
                const result = await answerTo(application, statement);

                assert.equal(result, answer);
            });
        }
    }
});
