import { rowsOf } from "../platform/rowsOf";
import type { Answered, Questions } from "../tour/questions";
import { body, comparedRows, comparison, intervalOf, type Output, shown } from "./answers";
import { decimals, pValue, signed } from "./numbers";

/** The questions: for each a title, and its statement with the result in words, a table and in a terminal a plot. */
export function questionSections(questions: Questions, output: Output): [title: string, body: string][] {
    const { conversions, means, cuped, guardRails, sampleRatio, exposures } = questions;
    const rates = rowsOf(conversions.answer).map((row) => intervalOf(row, "rate", 100, String(row.variant)));
    const differences = (asked: Answered, label: string) =>
        comparedRows(asked).map((row) => intervalOf(row, "difference", 1, `${String(row.variant)}, ${label}`));
    return [
        [
            "Conversions by variant",
            body(conversions, output, {
                heads: ["variant", "units", "conversions", "rate %", "95 % interval"],
                cells: (row) => [row.variant, row.units, row.conversions, ...shown(row, "rate", 100, 1)],
                optional: ["95 % interval"],
                sentence: (row) => `${comparison(row, 100, 1, " points")}.`,
                plot: [rates, (value) => `${decimals(value, 1)} %`],
            }),
        ],
        [
            "Mean minutes by variant",
            body(means, output, {
                heads: ["variant", "units", "mean"],
                cells: (row) => [row.variant, row.units, decimals(row.mean, 2)],
                sentence: (row) => `${comparison(row, 1, 2)}.`,
            }),
        ],
        [
            "Mean minutes, adjusted (CUPED)",
            body(cuped, output, {
                heads: ["variant", "units", "mean", "adjusted"],
                cells: (row) => [row.variant, row.units, decimals(row.mean, 2), decimals(row.adjusted_mean, 2)],
                sentence: (row) =>
                    `${comparison(row, 1, 2)}. The variance is ${decimals(row.variance_reduction, 0, 100)} % less.`,
                plot: [
                    [...differences(means, "as recorded"), ...differences(cuped, "adjusted")],
                    (value) => signed(value, 2),
                ],
            }),
        ],
        [
            "Guard rails",
            body(guardRails, output, {
                heads: ["metric", "variant", "worse when", "margin %", "change %", "verdict"],
                optional: ["worse when", "margin %", "variant"],
                cells: (row) => [
                    row.metric,
                    row.variant,
                    row.worse_when,
                    decimals(row.margin, 1, 100),
                    signed(row.change, 1, 100),
                    row.verdict,
                ],
            }),
        ],
        [
            "Sample ratio",
            body(sampleRatio, output, {
                heads: ["variant", "weight", "units", "expected", "p-value"],
                optional: ["weight"],
                cells: (row) => [
                    row.variant,
                    row.weight,
                    row.units,
                    decimals(row.expected_units, 1),
                    pValue(row.p_value),
                ],
            }),
        ],
        [
            "Exposures over time",
            body(exposures, output, {
                heads: ["from (UTC)", "variant", "new units", "all units"],
                cells: (row) => [String(row.starts_at).slice(11, 19), row.variant, row.new_units, row.total_units],
            }),
        ],
    ];
}
