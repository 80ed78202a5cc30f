import { table } from "../cli/table";
import { foldLines, unlimited } from "../cli/width";
import { type Figure, jsonOf, missesTarget } from "./figure";
import type { Distribution } from "./statistics";

/** The figures as a JSON array. */
export function jsonReport(figures: readonly Figure[]): string {
    return `${JSON.stringify(figures.map(jsonOf), null, 2)}\n`;
}

/**
 * The figures as a table, with a summary of the missed targets below it.
 *
 * @param width how many columns the lines may have. Default: as many as they need.
 */
export function textReport(figures: readonly Figure[], width = unlimited): string {
    const heads = ["figure", "median", "middle half", "baseline", "middle half", "ratio", "target", ""];
    const missed = figures.filter(missesTarget).map(({ name }) => name);
    const verdict = missed.length === 0 ? "Every target is met." : `Missed: ${missed.join("; ")}.`;
    return `\n${table(heads, figures.map(cellsOf), width)}\n\n${foldLines(`  ${verdict}`, width)}\n`;
}

function cellsOf(figure: Figure): string[] {
    const { name, unit, measured, baseline, ratio, target, limit } = figure;
    return [
        name,
        `${numberText(measured.median)} ${unit}`,
        spreadText(measured),
        baseline === null ? "" : `${numberText(baseline.median)} ${unit}`,
        baseline === null ? "" : spreadText(baseline),
        ratio?.toFixed(3) ?? "",
        target?.toFixed(2) ?? (limit === null ? "" : `${limit.toLocaleString("en-US")} ${unit}`),
        target === null && limit === null ? "" : missesTarget(figure) ? "missed" : "met",
    ];
}

/** A single sample has no spread. */
function spreadText({ lowerQuartile, upperQuartile, samples }: Distribution): string {
    return samples === 1 ? "" : `${numberText(lowerQuartile)} – ${numberText(upperQuartile)}`;
}

/** Formats a number with at least three significant digits. */
export function numberText(value: number): string {
    const decimals = value >= 1000 ? 0 : value >= 100 ? 1 : value >= 10 ? 2 : 3;
    return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
