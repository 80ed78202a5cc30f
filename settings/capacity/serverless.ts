import type { InstanceArgs } from "../../components/aurora/capacityArgs";
import type { AuroraPlatformArgs } from "../../components/aurora/platformArgs";
import type { Configuration } from "../configReader";

type Capacity = NonNullable<AuroraPlatformArgs["capacity"]>;

/** The class of Aurora Serverless v2. */
export const serverlessClass = "db.serverless";

/**
 * Reads the range in which serverless instances scale.
 *
 * @param isNeeded whether an instance is serverless. Otherwise the keys must not be set.
 */
export function readCapacity(config: Configuration, isNeeded: boolean): Capacity | undefined {
    const min = readUnits(config, "minCapacity", 0, isNeeded);
    const max = readUnits(config, "maxCapacity", 1, isNeeded);
    config.require(
        "minCapacity",
        min <= max,
        `is more than maxCapacity ${max}; lower it, or raise maxCapacity`,
        "maxCapacity",
    );
    const seconds = config.integer("pauseAfterSeconds", defaultPauseSeconds, 86_400);
    const pauses = isNeeded && min === 0;
    config.require(
        "pauseAfterSeconds",
        pauses || seconds === defaultPauseSeconds,
        "the database pauses only with minCapacity 0; remove it, or set minCapacity to 0",
        "minCapacity",
    );
    return isNeeded ? { min, max, pauseAfterSeconds: pauses ? seconds : undefined } : undefined;
}

/** RDS's default, which is also the least. */
export const defaultPauseSeconds = 300;

/**
 * Aurora capacity units (ACUs). RDS accepts no maximum of 0.5. Every version of `engineVersions.ts` can pause, and can
 * have 256 (its test compares it):
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html
 */
function readUnits(config: Configuration, key: string, least: number, isNeeded: boolean): number {
    const text = config.text(key);
    if (!isNeeded) {
        config.require(
            key,
            text === "",
            "no instance is db.serverless; remove it, or set instanceClass or readerInstanceClass to db.serverless",
            "instanceClass",
            "readerInstanceClass",
            "instanceClasses",
        );
        return least;
    }
    const units = Number(text);
    const isValid = /^\d{1,3}(\.[05])?$/.test(text) && units >= least && units <= mostUnits;
    config.require(
        key,
        isValid,
        `an instance is db.serverless; set it to a number of capacity units from ${least} to ${mostUnits}, in steps of 0.5`,
    );
    return isValid ? units : least;
}

const mostUnits = 256;

/** The memory and the connections of a serverless instance, which follow from the largest capacity. */
export function serverlessInstance({ min, max }: Capacity): Pick<InstanceArgs, "memoryGiB" | "maxConnections"> {
    return { memoryGiB: max * memoryGiBPerUnit, maxConnections: Math.min(connectionsOf(max), mostConnections(min)) };
}

/** "Each ACU is a combination of approximately 2 GiB of memory": Aurora's user guide. */
const memoryGiBPerUnit = 2;

/**
 * A lower estimate of `max_connections`, which stays the same while the instance scales: 189 for one unit and 211 for
 * each further one. Aurora's guide has 189 for 1, 823 for 4, 1,669 for 8 and 3,360 for 16 units:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 */
function connectionsOf(max: number): number {
    return Math.floor(189 + 211 * (max - 1));
}

/**
 * The same guide: 5,000, but 2,000 for a minimum of 0.5; https://repost.aws/articles/ARm5e6RHE3R4mnHS2S-UZUwA: or of 0.
 */
function mostConnections(min: number): number {
    return min <= 0.5 ? 2000 : 5000;
}
