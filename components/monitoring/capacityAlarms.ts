import type { Capacity, InstanceArgs } from "../aurora/capacityArgs";
import { type AlarmDefinition, type AlarmMetric, sustained } from "./alarm";
import type { MonitoringThresholds } from "./monitoringArgs";

/** The instance that the alarms watch. */
interface ServerlessInstance extends Pick<InstanceArgs, "pauses"> {
    readonly name: string;
    /** The last part of an alarm's name. */
    readonly key: (what: string) => string;
    readonly dimensions: AlarmMetric["dimensions"];
}

/**
 * The alarms on the capacity of a serverless instance. `ACUUtilization` is `ServerlessDatabaseCapacity` in per cent of
 * the maximum; both are 0 while the instance is paused.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.viewing.monitoring
 */
export function capacityAlarms(
    { name, key, dimensions, pauses }: ServerlessInstance,
    { max }: Capacity,
    { capacityPercent }: MonitoringThresholds,
): AlarmDefinition[] {
    const capacity = {
        namespace: "AWS/RDS",
        name: "ServerlessDatabaseCapacity",
        dimensions,
        statistic: "Minimum",
    } as const;
    const awake: AlarmDefinition = {
        key: key("awake"),
        section: "awake",
        meaning: `${name} has not paused for a day: a connection keeps it awake, and each hour is charged.`,
        metric: capacity,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        periodSeconds: 3600,
        periods: 24,
        treatMissingData: "notBreaching",
    };
    return [
        {
            ...sustained,
            key: key("capacity"),
            section: "capacity",
            meaning: `${name} uses more than ${capacityPercent} % of its ${max} capacity units: soon it can no longer scale.`,
            metric: { namespace: "AWS/RDS", name: "ACUUtilization", dimensions, statistic: "Average" },
            comparisonOperator: "GreaterThanThreshold",
            threshold: capacityPercent,
            treatMissingData: "missing",
        },
        {
            key: key("full-capacity"),
            section: "capacity",
            meaning: `${name} has been at its ${max} capacity units for an hour: statements wait, and it may run out of memory.`,
            metric: capacity,
            comparisonOperator: "GreaterThanOrEqualToThreshold",
            threshold: max,
            periodSeconds: 300,
            periods: 12,
            treatMissingData: "missing",
        },
        ...(pauses ? [awake] : []),
    ];
}
