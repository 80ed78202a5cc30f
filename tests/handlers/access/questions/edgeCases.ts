/**
 * Two variants, whose units each case adds with `add`: variant, unit and the total of the metric `m`, or null for a unit
 * without events.
 */
export const base = `
insert into experimentation.experiments (key, name, status) values ('e', 'E', 'running');
insert into experimentation.variants (experiment_id, key, weight, is_control)
    select id, v.* from experimentation.experiments, (values ('blue', 5000, true), ('green', 5000, false)) v;
create function public.add(variant text, unit text, total double precision) returns void language sql as $$
    insert into experimentation.assignments (experiment_id, unit_id, variant_id)
        select experiment_id, unit, id from experimentation.variants where key = variant;
    insert into experimentation.first_exposures (unit_id, experiment_id, variant_id, first_exposed_at, counted_from)
        select unit, experiment_id, id, '2026-01-01', '2026-01-01' from experimentation.variants where key = variant;
    insert into experimentation.unit_metrics (experiment_id, metric, unit_id, variant_id, events, total)
        select experiment_id, 'm', unit, id, 1, total from experimentation.variants where key = variant and total is not null
$$`;

const conversions =
    "select units, conversions, rate, rate_low, round(rate_high::numeric, 6) as high, difference, lift, p_value from conversions('e', 'm')";
export const means =
    "select units, mean, variance, difference, difference_low, degrees_of_freedom, p_value from means('e', 'm')";
const sampleRatio = "select units, expected_units, chi_square, degrees_of_freedom, p_value from sample_ratio('e')";
const cuped = "select units, mean, adjusted_mean, adjusted_variance, difference, p_value, note from cuped('e', 'm')";
const guardRails = "select variant, control_mean, mean, change, p_non_inferior, p_worse, verdict from guard_rails('e')";
export const noPrePeriod = "no variation before the first exposures: use means()";

/** Adds `count` units from number `first` on, each with this total. */
export function add(variant: string, first: number, count: number, total: number | "null"): string {
    return `select public.add('${variant}', '${variant}' || n, ${total}) from generate_series(${first}, ${first + count - 1}) n;`;
}

const noControl = "update experimentation.variants set is_control = false;";
export const rail =
    "insert into experimentation.guard_rails select id, 'm', 'lower', 0.1 from experimentation.experiments;";
export const someOfEach = [
    add("blue", 1, 3, 1),
    add("blue", 4, 1, 3),
    add("green", 1, 3, 2),
    add("green", 4, 1, "null"),
].join("");

/** The statements before the question, the question, and a text for each row of its result. */
export type EdgeCase = readonly [title: string, setup: string, sql: string, rows: readonly string[]];

/** Cases with a defined result. */
export const cases: readonly EdgeCase[] = [
    [
        "without exposures, there are no rates",
        "",
        conversions,
        ["0 0 null null null null null null", "0 0 null null null null null null"],
    ],
    [
        "without exposures, there are no means",
        "",
        means,
        ["0 null null null null null null", "0 null null null null null null"],
    ],
    ["without exposures, nothing is expected", "", sampleRatio, ["0 null null null null", "0 null null null null"]],
    ["without exposures, there are no steps", "", "select * from exposures_over_time('e')", []],
    [
        "without exposures, CUPED adjusts nothing and says why",
        "",
        cuped,
        [`0 null null null null null ${noPrePeriod}`, `0 null null null null null ${noPrePeriod}`],
    ],
    [
        "without exposures, a guard rail is inconclusive",
        rail,
        guardRails,
        ["green null null null null null inconclusive"],
    ],
    ["without guard rails, there are no rows", someOfEach, guardRails, []],
    [
        "without a control, nothing is compared",
        someOfEach + noControl,
        conversions,
        ["4 4 1 0.510109 1 null null null", "4 3 0.75 0.300642 0.954413 null null null"],
    ],
    [
        "without a control, means are not compared",
        someOfEach + noControl,
        means,
        ["4 1.5 1 null null null null", "4 1.5 1 null null null null"],
    ],
    [
        "without a control, a guard rail is inconclusive",
        someOfEach + noControl + rail,
        guardRails,
        ["blue null 1.5 null null null inconclusive", "green null 1.5 null null null inconclusive"],
    ],
    [
        "a metric without events has rates of 0, and no difference",
        add("blue", 1, 2, "null") + add("green", 1, 2, "null"),
        conversions,
        ["2 0 0 0 0.65762 null null null", "2 0 0 0 0.65762 0 null 1"],
    ],
    [
        "one unit in each variant has no variance, so nothing is tested",
        add("blue", 1, 1, 2) + add("green", 1, 1, 5),
        means,
        ["1 2 null null null null null", "1 5 null 3 null null null"],
    ],
    [
        "without variance in both variants, nothing is tested",
        add("blue", 1, 3, 2) + add("green", 1, 3, 5),
        means,
        ["3 2 0 null null null null", "3 5 0 3 null null null"],
    ],
    [
        "without variance in one variant, the other one's degrees of freedom count",
        add("blue", 1, 4, 2) + add("green", 1, 2, 4) + add("green", 3, 1, 7),
        "select units, variance, difference, degrees_of_freedom, round(p_value::numeric, 6) as p from means('e', 'm')",
        ["4 0 null null null", "3 3 3 2 0.095466"],
    ],
    [
        "a unit whose events are not counted yet is left out",
        someOfEach + "update experimentation.first_exposures set counted_from = null where unit_id = 'green4';",
        "select units, rate from conversions('e', 'm')",
        ["4 1", "3 1"],
    ],
    [
        "if all weights are 0, nobody is expected",
        someOfEach + "update experimentation.variant_weights set weight = 0;",
        sampleRatio,
        ["4 null null null null", "4 null null null null"],
    ],
    [
        "a unit in a variant of weight 0 is a mismatch",
        someOfEach +
            `update experimentation.variant_weights set weight = 0
             where variant_id = (select id from experimentation.variants where key = 'green');`,
        sampleRatio,
        ["4 8 Infinity null 0", "4 0 Infinity null 0"],
    ],
    [
        "a single variant cannot mismatch",
        add("blue", 1, 3, 1) +
            `delete from experimentation.variant_weights;
             delete from experimentation.variants where key = 'green';
             insert into experimentation.variant_weights select id, 5000, '-infinity' from experimentation.variants;`,
        sampleRatio,
        ["3 3 0 null null"],
    ],
    [
        "a unit from before the first weight counts with that weight",
        someOfEach + "update experimentation.assignments set assigned_at = '2000-01-01';",
        sampleRatio,
        ["4 4 0 1 1", "4 4 0 1 1"],
    ],
    [
        "without events in the pre-period, CUPED adjusts nothing and says so",
        someOfEach,
        cuped,
        [`4 1.5 null null null null ${noPrePeriod}`, `4 1.5 null null null null ${noPrePeriod}`],
    ],
    [
        "a first exposure at the beginning of the calendar has no pre-period",
        someOfEach +
            "update experimentation.first_exposures set first_exposed_at = '4713-01-01 BC' where unit_id = 'green1';",
        "select units, note from cuped('e', 'm')",
        [`4 ${noPrePeriod}`, `4 ${noPrePeriod}`],
    ],
];
