import type { ReaderScaling } from "../../components/aurora/capacityArgs";
import type { Configuration } from "../configReader";
import type { DatabaseSettings } from "../settings";
import { sizeKeys } from "./instances";

/** Reads and checks the autoscaling of the readers. Undefined if their number is fixed. */
export function readReaderScaling(
    config: Configuration,
    instances: DatabaseSettings["instances"],
): ReaderScaling | undefined {
    const metric = config.choice("readerScaling", ["none", "cpu", "connections"]);
    const maximum = config.integer("readerScalingMax", 0, 15);
    const configuredTarget = config.integer("readerScalingTarget", 0, 5000);
    const scaleInSeconds = config.integer("readerScaleInSeconds", 0, 86_400);
    const scaleOutSeconds = config.integer("readerScaleOutSeconds", 0, 86_400);
    if (metric === "none") {
        config.require(
            "readerScalingMax",
            maximum === 0,
            "has no effect while the number of readers is fixed; remove it, or set readerScaling to cpu or connections",
            "readerScaling",
        );
        return undefined;
    }
    requireFixedReader(config, instances);
    const fixed = instances.length - 1;
    // Added readers have the writer's class.
    const [{ instanceClass, maxConnections }] = instances;
    config.require(
        "readerScalingMax",
        maximum >= fixed,
        `counts the fixed readers too (instances - 1), and Aurora never removes them; set it to ${fixed} or more`,
        "readerScaling",
        "instances",
    );
    config.require(
        "readerScalingTarget",
        metric === "cpu" || configuredTarget > 0,
        `is the readers' average number of connections, and has no default; set it, for instance to ${Math.round(maxConnections * 0.7)}`,
        "readerScaling",
    );
    const target = configuredTarget === 0 ? defaultCpuPercent : configuredTarget;
    config.require(
        "readerScalingTarget",
        metric === "connections" || target <= 100,
        "is the readers' average CPU utilization in per cent; set it to 100 or less",
        "readerScaling",
    );
    config.require(
        "readerScalingTarget",
        metric === "cpu" || target <= maxConnections,
        `is the readers' average number of connections, and ${instanceClass} takes about ${maxConnections}; set it to less`,
        "readerScaling",
        ...sizeKeys,
    );
    return { maximum, metric, target, scaleInSeconds, scaleOutSeconds };
}

/** Leaves room for the five minutes and more that a new reader takes. */
const defaultCpuPercent = 60;

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html */
function requireFixedReader(config: Configuration, instances: DatabaseSettings["instances"]): void {
    config.require(
        "readerScaling",
        instances.length >= 2,
        "needs a fixed reader, because its measure is the average over the readers; set instances to 2 or more",
        "instances",
    );
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.requirements.html
    config.require(
        "readerScaling",
        instances.every(({ isServerless }) => !isServerless),
        "Aurora adds no readers to a cluster with Serverless v2, whose instances scale themselves; set it to none",
        ...sizeKeys,
    );
}
