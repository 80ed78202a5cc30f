import { RunError } from "@pulumi/pulumi";
import { auroraAnalyzer, type Price } from "./prices";

/**
 * The price of an hour of an instance.
 *
 * @throws RunError for a class without a price.
 */
export function instancePrice(instanceClass: string, isIoOptimized: boolean): Price {
    const usd = instanceHours.get(instanceClass);
    if (usd === undefined) {
        throw new RunError(
            `instanceClass: ${instanceClass}: has no price in tools/cost/instancePrices.ts, because no source was found; ` +
                "add it there with its source, or choose a class that has one",
        );
    }
    return { usd: isIoOptimized ? toMillionths(usd * ioOptimizedFactor) : usd, unit: "hour", source: auroraAnalyzer };
}

/** Removes the digits that binary fractions add to a product of decimals. */
function toMillionths(usd: number): number {
    return Math.round(usd * 1e6) / 1e6;
}

/** The price of an instance in an I/O-optimized cluster, as a multiple: {@link auroraAnalyzer}. */
const ioOptimizedFactor = 1.3;

/**
 * An hour of an instance in a standard cluster, on demand, in US dollars, from {@link auroraAnalyzer}. Aurora MySQL and
 * Aurora PostgreSQL have the same prices.
 */
export const instanceHours: ReadonlyMap<string, number> = new Map([
    ["db.t3.medium", 0.082],
    ["db.t3.large", 0.164],
    ["db.t4g.medium", 0.073],
    ["db.t4g.large", 0.146],
    ["db.r5.large", 0.29],
    ["db.r5.xlarge", 0.58],
    ["db.r5.2xlarge", 1.16],
    ["db.r5.4xlarge", 2.32],
    ["db.r5.8xlarge", 4.64],
    ["db.r5.12xlarge", 6.96],
    ["db.r5.16xlarge", 9.28],
    ["db.r5.24xlarge", 13.92],
    ["db.r6g.large", 0.26],
    ["db.r6g.xlarge", 0.519],
    ["db.r6g.2xlarge", 1.038],
    ["db.r6g.4xlarge", 2.076],
    ["db.r6g.8xlarge", 4.152],
    ["db.r6g.12xlarge", 6.228],
    ["db.r6g.16xlarge", 8.304],
    ["db.r7g.large", 0.276],
    ["db.r7g.xlarge", 0.553],
    ["db.r7g.2xlarge", 1.106],
    ["db.r7g.4xlarge", 2.211],
    ["db.r7g.8xlarge", 4.422],
    ["db.r7g.12xlarge", 6.633],
    ["db.r7g.16xlarge", 8.844],
    ["db.r8g.large", 0.276],
    ["db.r8g.xlarge", 0.552],
    ["db.r8g.2xlarge", 1.104],
    ["db.r8g.4xlarge", 2.208],
    ["db.r8g.8xlarge", 4.416],
    ["db.r8g.12xlarge", 6.624],
    ["db.r8g.16xlarge", 8.832],
    ["db.r8g.24xlarge", 13.248],
    ["db.r8g.48xlarge", 26.496],
]);

/** The families of `settings/capacity/instanceClasses.ts` without a price, because no source was found. */
export const unpricedFamilies: readonly string[] = ["r6i", "r7i", "x2g"];
