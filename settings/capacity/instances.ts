import type { AuroraPlatformArgs, InstanceArgs } from "../../components/aurora/platformArgs";
import type { Configuration } from "../configReader";
import { didYouMean, nearest } from "../nearest";
import { instanceClasses } from "./instanceClasses";

/** Reads the class and the promotion tier of each instance. */
export function readInstances(config: Configuration): AuroraPlatformArgs["instances"] {
    const count = config.integer("instances", 1, 16);
    // Read here too, because nothing below reads it if other keys set the class of every instance.
    config.text("instanceClass");
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
    const read = (index: number): InstanceArgs => ({
        ...readClass(config, index),
        promotionTier: tiers[index] ?? Math.min(index, lastTier),
    });
    return [read(0), ...Array.from({ length: count - 1 }, (_, reader) => read(reader + 1))];
}

const lastTier = 15;

/** The keys that set an instance's class. */
export const classKeys = ["instanceClass", "readerInstanceClass", "instanceClasses"] as const;

/** The key that sets an instance's class. The instance's own class in the list comes first, then the readers' class. */
function classKeyOf(config: Configuration, index: number): (typeof classKeys)[number] {
    if ((config.list("instanceClasses")[index] ?? "") !== "") {
        return "instanceClasses";
    }
    return index > 0 && config.text("readerInstanceClass") !== "" ? "readerInstanceClass" : "instanceClass";
}

/** The instance with the least memory, and the key that sets its class. */
export function smallestInstance(config: Configuration, instances: AuroraPlatformArgs["instances"]) {
    const memory = instances.map(({ memoryGiB }) => memoryGiB);
    const index = memory.indexOf(Math.min(...memory));
    return { instance: instances[index] ?? instances[0], key: classKeyOf(config, index) };
}

function readClass(config: Configuration, index: number): Omit<InstanceArgs, "promotionTier"> {
    const key = classKeyOf(config, index);
    const instanceClass = key === "instanceClasses" ? (config.list(key)[index] ?? "") : config.text(key);
    const known = instanceClasses.get(instanceClass);
    config.require(
        key,
        known !== undefined,
        (key === "instanceClasses" ? `${instanceClass} ` : "") +
            "is not a provisioned class of Aurora PostgreSQL that this project knows; use one of settings/capacity/instanceClasses.ts" +
            didYouMean(nearest(instanceClass, [...instanceClasses.keys()])),
    );
    return { instanceClass, memoryGiB: known?.memoryGiB ?? 0, maxConnections: known?.maxConnections ?? 0 };
}
