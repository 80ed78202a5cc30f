/** The distribution of one figure's samples. */
export interface Distribution {
    readonly median: number;
    /** The quartiles exclude the outer half of the samples, which other work on the machine disturbs. */
    readonly lowerQuartile: number;
    readonly upperQuartile: number;
    readonly samples: number;
}

/**
 * Median and quartiles of samples.
 *
 * @throws if there are none, or one is not a finite number.
 */
export function distributionOf(samples: readonly number[]): Distribution {
    const sorted = samples.toSorted((a, b) => a - b);
    if (sorted.length === 0 || !sorted.every((sample) => Number.isFinite(sample))) {
        throw new Error(
            `cannot calculate a figure from ${sorted.length} samples: there must be one, and all must be numbers`,
        );
    }
    return {
        median: quantile(sorted, 0.5),
        lowerQuartile: quantile(sorted, 0.25),
        upperQuartile: quantile(sorted, 0.75),
        samples: sorted.length,
    };
}

/** Interpolates linearly between two samples. */
function quantile(sorted: readonly number[], share: number): number {
    const position = (sorted.length - 1) * share;
    const below = Math.floor(position);
    const [low = 0, high = low] = sorted.slice(below, below + 2);
    return low + (high - low) * (position - below);
}
