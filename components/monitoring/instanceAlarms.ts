import type { InstanceArgs } from "../aurora/capacityArgs";
import { instanceName } from "../shared/physicalNames";
import { type AlarmDefinition, type AlarmMetric, sustained } from "./alarm";
import { capacityAlarms } from "./capacityAlarms";
import type { MonitoringThresholds, WatchedDatabase } from "./monitoringArgs";

/** The instances that alarms on load are about. */
interface LoadedInstances {
    /** As the subject of a sentence. */
    readonly name: string;
    /** The last part of an alarm's name. */
    readonly key: (what: string) => string;
    readonly dimensions: AlarmMetric["dimensions"];
    /** `Maximum` for several instances: an average would hide one of them. */
    readonly cpuStatistic: "Average" | "Maximum";
}

/**
 * The alarms of one instance. Index 0 is the first writer. Those on the capacity of a serverless instance take the
 * place of CPU, memory and local storage, which scale.
 */
export function instanceAlarms(
    { isServerless, memoryGiB, maxConnections, pauses }: InstanceArgs,
    index: number,
    { identifier, capacity }: Pick<WatchedDatabase, "identifier" | "capacity">,
    thresholds: MonitoringThresholds,
): AlarmDefinition[] {
    const name = instanceName(identifier, index);
    const key = (what: string) => `${what}-${index}`;
    const instance = { name, key, dimensions: { DBInstanceIdentifier: name }, cpuStatistic: "Average" } as const;
    return isServerless && capacity !== undefined
        ? [
              ...capacityAlarms({ ...instance, pauses }, capacity, thresholds),
              connectionsAlarm(instance, maxConnections, thresholds),
          ]
        : loadAlarms(instance, { memoryGiB, maxConnections }, thresholds);
}

/** An unavailable instance reports no values. The alarms on the writer and on the health check cover this case. */
const common = { ...sustained, treatMissingData: "missing" } as const;

/**
 * The alarms on the load of an instance, or of several. The metrics:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export function loadAlarms(
    instances: LoadedInstances,
    { memoryGiB, maxConnections }: Pick<InstanceArgs, "memoryGiB" | "maxConnections">,
    thresholds: MonitoringThresholds,
): AlarmDefinition[] {
    const { name, key, dimensions, cpuStatistic } = instances;
    const metric = (metricName: string, statistic: AlarmMetric["statistic"]): AlarmMetric => ({
        namespace: "AWS/RDS",
        name: metricName,
        dimensions,
        statistic,
    });
    const { cpuPercent, freeMemoryPercent, freeLocalStoragePercent } = thresholds;
    const memoryBytes = memoryGiB * 2 ** 30;
    return [
        {
            ...common,
            key: key("cpu"),
            section: "cpu",
            meaning: `${name} uses more than ${cpuPercent} % of its processors: statements wait for each other.`,
            metric: metric("CPUUtilization", cpuStatistic),
            comparisonOperator: "GreaterThanThreshold",
            threshold: cpuPercent,
        },
        {
            ...common,
            key: key("memory"),
            section: "memory",
            meaning: `${name} has less than ${freeMemoryPercent} % of its memory free: it may soon restart.`,
            metric: metric("FreeableMemory", "Minimum"),
            comparisonOperator: "LessThanThreshold",
            threshold: Math.round((memoryBytes * freeMemoryPercent) / 100),
        },
        connectionsAlarm(instances, maxConnections, thresholds),
        {
            ...common,
            key: key("local-storage"),
            section: "local-storage",
            meaning: `${name} has less than ${freeLocalStoragePercent} % of its local storage free: sorts, indexes and logs fail when it is full.`,
            metric: metric("FreeLocalStorage", "Minimum"),
            comparisonOperator: "LessThanThreshold",
            threshold: Math.round((memoryBytes * localStoragePerMemory * freeLocalStoragePercent) / 100),
        },
    ];
}

function connectionsAlarm(
    { name, key, dimensions }: LoadedInstances,
    maxConnections: number,
    { connectionsPercent }: MonitoringThresholds,
): AlarmDefinition {
    return {
        ...common,
        key: key("connections"),
        section: "connections",
        meaning: `${name} has more than ${connectionsPercent} % of the connections that it takes.`,
        metric: { namespace: "AWS/RDS", name: "DatabaseConnections", dimensions, statistic: "Maximum" },
        comparisonOperator: "GreaterThanThreshold",
        threshold: Math.floor((maxConnections * connectionsPercent) / 100),
    };
}

/**
 * Local storage per byte of memory: for instance 31 GiB for a db.r5.large with 16, and 67 for a db.x2g.large with 32.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html
 */
const localStoragePerMemory = 1.9;
