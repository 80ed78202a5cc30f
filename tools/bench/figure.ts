import { distributionOf, type Distribution } from "./statistics";

/** What a figure is called, and what it has to reach. */
export interface FigureOptions {
    readonly name: string;
    readonly unit: "ms" | "MB" | "bytes";
    /** The most that the ratio may be. Default: none. */
    readonly target?: number;
}

/** One line of the table: what was measured, and what it was measured against. */
export interface Figure {
    readonly name: string;
    readonly unit: FigureOptions["unit"];
    readonly measured: Distribution;
    readonly baseline: Distribution | null;
    /** Median by median, with three decimals; null where there is no baseline. */
    readonly ratio: number | null;
    readonly target: number | null;
}

/** What `--json` prints of a figure. */
export interface FigureJson {
    readonly name: string;
    readonly unit: string;
    readonly median: number;
    readonly baseline: number | null;
    readonly ratio: number | null;
    readonly target: number | null;
}

/** Makes a figure of samples and, where there are any, of the baseline's. Throws where nothing can be made of them. */
export function figureOf(
    { name, unit, target }: FigureOptions,
    samples: readonly number[],
    baselineSamples?: readonly number[],
): Figure {
    const measured = distributionOf(samples);
    const baseline = baselineSamples === undefined ? null : distributionOf(baselineSamples);
    if (baseline?.median === 0) {
        throw new Error(`${name}: the baseline is 0: nothing can be measured against it`);
    }
    const ratio = baseline === null ? null : rounded(measured.median / baseline.median);
    return { name, unit, measured, baseline, ratio, target: target ?? null };
}

/** Whether a figure has a target and does not reach it. */
export function missesTarget({ ratio, target }: Figure): boolean {
    return ratio !== null && target !== null && ratio > target;
}

/** The figure for a machine. */
export function jsonOf({ name, unit, measured, baseline, ratio, target }: Figure): FigureJson {
    const baselineMedian = baseline === null ? null : rounded(baseline.median);
    return { name, unit, median: rounded(measured.median), baseline: baselineMedian, ratio, target };
}

function rounded(value: number): number {
    return Math.round(value * 1000) / 1000;
}
