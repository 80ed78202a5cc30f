import { add, type EdgeCase, means, noPrePeriod, rail, someOfEach } from "./edgeCases";

/** Writes an event into the table of version 2, as a writer could then, and counts the events of all units. */
function version2(row: string): string {
    return `
        insert into experimentation.metric_events_version_2 (id, unit_id, metric, value, occurred_at) values (1, ${row});
        update experimentation.first_exposures set counted_from = null;
        select experimentation.roll_up();`;
}

/** Cases with values near the limits of a double precision, or beyond those of an event. */
export const extremeValues: readonly EdgeCase[] = [
    ...["NaN", "Infinity", "-1e200"].map((value): EdgeCase => [
        `a value of ${value}, which only version 2 allowed, does not count`,
        someOfEach + version2(`'green4', 'm', '${value}', '2026-01-02'`),
        means,
        ["4 1.5 1 null null null null", "4 1.5 1 0 -1.730228 6 1"],
    ]),
    [
        "a value of version 2 counts",
        someOfEach + version2("'green4', 'm', 2, '2026-01-02'"),
        "select units, mean from means('e', 'm')",
        ["4 1.5", "4 2"],
    ],
    ...["NaN", "Infinity", "1e200"].map((value): EdgeCase => [
        `CUPED does not count a value of ${value} from version 2 before the first exposure`,
        someOfEach + version2(`'green4', 'm', '${value}', '2025-12-31'`),
        `select units, pre_period_units, note from cuped('e', 'm')`,
        [`4 0 ${noPrePeriod}`, `4 0 ${noPrePeriod}`],
    ]),
    [
        "with the largest value in the control, a mean is compared",
        add("blue", 1, 1, 1e100) + add("blue", 2, 2, 1) + add("green", 1, 1, 1) + add("green", 2, 2, "null"),
        "select degrees_of_freedom, round(p_value::numeric, 6) as p from means('e', 'm')",
        ["null null", "2 0.42265"],
    ],
    [
        "with the largest value in a variant, a guard rail is tested",
        add("green", 1, 1, 1e100) + add("green", 2, 2, 1) + add("blue", 1, 1, 1) + add("blue", 2, 2, "null") + rail,
        "select verdict, round(p_worse::numeric, 6) as p from guard_rails('e', 0.95)",
        ["inconclusive 0.788675"],
    ],
    [
        "totals below 1e-100 count as 0 in means",
        add("blue", 1, 2, 1e-200) + add("blue", 3, 1, 5e-324) + add("green", 1, 1, 3e-200) + add("green", 2, 2, "null"),
        means,
        ["3 0 0 null null null null", "3 0 0 0 null null null"],
    ],
    [
        "totals below 1e-100 are conversions",
        add("blue", 1, 2, 1e-200) + add("blue", 3, 1, 5e-324) + add("green", 1, 1, 3e-200) + add("green", 2, 2, "null"),
        "select units, conversions from conversions('e', 'm')",
        ["3 3", "3 1"],
    ],
    ...[
        [1e100, 1e-100],
        [1e-200, 1],
        [1e-100, 1e100],
        [1e-60, 1e-200],
    ].map(([before, after]): EdgeCase => [
        `CUPED has a result with a total of ${String(before)} before and ${String(after)} since the first exposure`,
        someOfEach +
            `insert into experimentation.metric_events (unit_id, metric, value, occurred_at)
                 values ('blue4', 'm', ${String(before)}, '2025-12-31'), ('green2', 'm', 1e-60, '2025-12-31');
             update experimentation.unit_metrics set total = ${String(after)} where unit_id = 'blue4';`,
        "select units, abs(mean) < 1e100 as has_mean from cuped('e', 'm')",
        ["4 true", "4 true"],
    ]),
    [
        "with almost no confidence, the interval of a rate of 0 is this rate",
        add("blue", 1, 2, "null") + add("green", 1, 2, "null"),
        "select rate, rate_low, rate_high, difference_low, difference_high from conversions('e', 'm', 1e-17)",
        ["0 0 0 null null", "0 0 0 0 0"],
    ],
    [
        "two units against no variance have one degree of freedom",
        "",
        `select count(*) as calls, count(*) filter (where degrees_of_freedom = 1 and p_value between 0 and 1) as answers
         from generate_series(1, 100) n, welch(n, 0.1 * n, 2, 0, 0, 5, 0.95)`,
        ["100 100"],
    ],
];
