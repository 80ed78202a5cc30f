import type { InstanceArgs } from "../../components/aurora/capacityArgs";
import type { AuroraPlatformArgs } from "../../components/aurora/platformArgs";
import type { Configuration } from "../configReader";
import { didYouMean, nearest } from "../nearest";
import { instanceClasses } from "./instanceClasses";
import { readCapacity, serverlessClass, serverlessInstance } from "./serverless";

type Instances = Pick<AuroraPlatformArgs, "instances" | "capacity">;

/** Reads the class and the promotion tier of each instance, and the range of the serverless ones. */
export function readInstances(config: Configuration): Instances {
    const count = config.integer("instances", 1, 16);
    // Checked here, because nothing below reads them if other keys set the class of every instance.
    requireClass(config, "instanceClass", config.text("instanceClass"));
    if (config.text("readerInstanceClass") !== "") {
        requireClass(config, "readerInstanceClass", config.text("readerInstanceClass"));
    }
    const classes = config.list("instanceClasses");
    const tiers = config.integers("promotionTiers", 0, lastTier);
    for (const [key, { length }] of [["instanceClasses", classes] as const, ["promotionTiers", tiers] as const]) {
        config.require(
            key,
            length <= count,
            `must have one element per instance at most: it has ${length} for ${count}; remove the last ones, or raise instances`,
            "instances",
        );
    }
    config.require(
        "readerInstanceClass",
        config.text("readerInstanceClass") === "" || count > 1,
        "there is no reader; remove it, or set instances to 2 or more",
        "instances",
    );
    const names = Array.from({ length: count }, (_, index) => readClass(config, index));
    const capacity = readCapacity(config, names.includes(serverlessClass));
    const read = (index: number): InstanceArgs => {
        const size = sizeOf(names[index] ?? "", capacity);
        const promotionTier = tiers[index] ?? Math.min(index, lastTier);
        const followsWriter = index === 0 || promotionTier <= lastTierOfWriter;
        const canPause = names[0] === serverlessClass || !followsWriter;
        const pauses = size.isServerless && canPause && capacity?.pauseAfterSeconds !== undefined;
        return { ...size, promotionTier, pauses };
    };
    return {
        instances: [read(0), ...Array.from({ length: count - 1 }, (_, reader) => read(reader + 1))],
        capacity,
    };
}

const lastTier = 15;

/**
 * Readers of the tiers 0 and 1 pause together with the writer, so beside a provisioned writer never. Those of a higher
 * tier pause alone. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
 */
const lastTierOfWriter = 1;

/** The keys that set an instance's class or capacity. */
export const sizeKeys = [
    "instanceClass",
    "readerInstanceClass",
    "instanceClasses",
    "minCapacity",
    "maxCapacity",
] as const;

type SizeKey = (typeof sizeKeys)[number];

/** The instance with the least memory or the fewest connections, and the key that would give it more. */
export function smallestInstance(
    config: Configuration,
    { instances, capacity }: Instances,
    by: "memoryGiB" | "maxConnections",
): { readonly instance: InstanceArgs; readonly key: SizeKey } {
    const sizes = instances.map((each) => each[by]);
    const index = sizes.indexOf(Math.min(...sizes));
    const instance = instances[index] ?? instances[0];
    if (!instance.isServerless) {
        return { instance, key: classKeyOf(config, index) };
    }
    const isLimitedByMinimum = by === "maxConnections" && capacity !== undefined && capacity.min <= 0.5;
    return { instance, key: isLimitedByMinimum && instance.maxConnections === 2000 ? "minCapacity" : "maxCapacity" };
}

/** The key that sets an instance's class. The instance's own class in the list comes first, then the readers' class. */
function classKeyOf(config: Configuration, index: number): "instanceClass" | "readerInstanceClass" | "instanceClasses" {
    if ((config.list("instanceClasses")[index] ?? "") !== "") {
        return "instanceClasses";
    }
    return index > 0 && config.text("readerInstanceClass") !== "" ? "readerInstanceClass" : "instanceClass";
}

function readClass(config: Configuration, index: number): string {
    const key = classKeyOf(config, index);
    if (key !== "instanceClasses") {
        return config.text(key);
    }
    const instanceClass = config.list(key)[index] ?? "";
    requireClass(config, key, instanceClass);
    return instanceClass;
}

function requireClass(config: Configuration, key: SizeKey, instanceClass: string): void {
    config.require(
        key,
        instanceClass === serverlessClass || instanceClasses.has(instanceClass),
        (key === "instanceClasses" ? `${instanceClass} ` : "") +
            "is not a class of Aurora PostgreSQL that this project knows; use db.serverless or one of settings/capacity/instanceClasses.ts" +
            didYouMean(nearest(instanceClass, [serverlessClass, ...instanceClasses.keys()])),
    );
}

function sizeOf(
    instanceClass: string,
    capacity: Instances["capacity"],
): Omit<InstanceArgs, "promotionTier" | "pauses"> {
    if (instanceClass === serverlessClass && capacity !== undefined) {
        return { instanceClass, isServerless: true, ...serverlessInstance(capacity) };
    }
    const { memoryGiB = 0, maxConnections = 0 } = instanceClasses.get(instanceClass) ?? {};
    return { instanceClass, isServerless: false, memoryGiB, maxConnections };
}
