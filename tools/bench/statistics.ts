/** Where the samples of one figure lie. */
export interface Distribution {
    readonly median: number;
    /** The quarter of the samples below, and the quarter above, are left out: the machine has other things to do. */
    readonly lowerQuartile: number;
    readonly upperQuartile: number;
    readonly samples: number;
}

/** Median and spread of at least one sample. Throws where there is none, or one that is no number. */
export function distributionOf(samples: readonly number[]): Distribution {
    const sorted = samples.toSorted((a, b) => a - b);
    if (sorted.length === 0 || !sorted.every((sample) => Number.isFinite(sample))) {
        throw new Error(`cannot make a figure of ${sorted.length} samples: there must be one, and all must be numbers`);
    }
    return {
        median: quantile(sorted, 0.5),
        lowerQuartile: quantile(sorted, 0.25),
        upperQuartile: quantile(sorted, 0.75),
        samples: sorted.length,
    };
}

/** Between two samples, the point on the line that joins them. */
function quantile(sorted: readonly number[], share: number): number {
    const position = (sorted.length - 1) * share;
    const below = Math.floor(position);
    const [low = 0, high = low] = sorted.slice(below, below + 2);
    return low + (high - low) * (position - below);
}
