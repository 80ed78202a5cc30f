import { RunError } from "@pulumi/pulumi";
import { instanceHours, instanceSource, ioOptimizedFactor, type Price } from "./prices";

/**
 * The price of an instance's hour.
 *
 * @throws RunError for a class whose price is not known.
 */
export function instancePrice(instanceClass: string, isIoOptimized: boolean): Price {
    const usd = instanceHours.get(instanceClass);
    if (usd === undefined) {
        throw new RunError(
            `instanceClass: ${instanceClass}: has no price in tools/cost/prices.ts, since no source was found; ` +
                "add it there with its source, or choose a class that has one",
        );
    }
    return { usd: isIoOptimized ? toMillionths(usd * ioOptimizedFactor) : usd, unit: "hour", source: instanceSource };
}

/** Keeps a product of decimals from the digits that binary fractions add. */
function toMillionths(usd: number): number {
    return Math.round(usd * 1e6) / 1e6;
}
