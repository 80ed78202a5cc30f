import { type Distribution, distributionOf } from "./statistics";

/** A figure's name, unit and target. */
export interface FigureOptions {
    readonly name: string;
    readonly unit: "µs" | "ms" | "MB" | "bytes" | "trips";
    /** The highest permitted ratio. Default: none. */
    readonly target?: number;
    /** The highest permitted median, in the unit. Default: none. */
    readonly limit?: number;
}

/** One row of the table: a measurement and its baseline. */
export interface Figure {
    readonly name: string;
    readonly unit: FigureOptions["unit"];
    readonly measured: Distribution;
    readonly baseline: Distribution | null;
    /** The ratio of the medians, with three decimals; null without a baseline. */
    readonly ratio: number | null;
    readonly target: number | null;
    readonly limit: number | null;
}

/** A figure in the output of `--json`. */
export interface FigureJson {
    readonly name: string;
    readonly unit: string;
    readonly median: number;
    readonly baseline: number | null;
    readonly ratio: number | null;
    readonly target: number | null;
    readonly limit: number | null;
}

/**
 * Calculates a figure from samples, and from the baseline's samples if there are any.
 *
 * @throws if samples are missing or not finite, or the baseline's median is 0.
 */
export function figureOf(
    { name, unit, target, limit }: FigureOptions,
    samples: readonly number[],
    baselineSamples?: readonly number[],
): Figure {
    const measured = distributionOf(samples);
    const baseline = baselineSamples === undefined ? null : distributionOf(baselineSamples);
    if (baseline?.median === 0) {
        throw new Error(`${name}: the baseline is 0: nothing can be measured against it`);
    }
    const ratio = baseline === null ? null : rounded(measured.median / baseline.median);
    return { name, unit, measured, baseline, ratio, target: target ?? null, limit: limit ?? null };
}

/** Whether a figure has a target for its ratio or a limit for its median, and misses it. */
export function missesTarget({ ratio, target, limit, measured }: Figure): boolean {
    return (ratio !== null && target !== null && ratio > target) || (limit !== null && measured.median > limit);
}

/** Converts a figure for JSON output. */
export function jsonOf({ name, unit, measured, baseline, ratio, target, limit }: Figure): FigureJson {
    const baselineMedian = baseline === null ? null : rounded(baseline.median);
    return { name, unit, median: rounded(measured.median), baseline: baselineMedian, ratio, target, limit };
}

function rounded(value: number): number {
    return Math.round(value * 1000) / 1000;
}
