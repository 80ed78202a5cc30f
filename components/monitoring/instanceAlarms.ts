import type { InstanceArgs } from "../aurora/platformArgs";
import { instanceName } from "../shared/physicalNames";
import { type AlarmDefinition, type AlarmMetric, sustained } from "./alarm";
import type { MonitoringThresholds, WatchedDatabase } from "./monitoringArgs";

/**
 * The alarms of one instance. Index 0 is the first writer. The metrics:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export function instanceAlarms(
    { memoryGiB, maxConnections }: InstanceArgs,
    index: number,
    { identifier }: Pick<WatchedDatabase, "identifier">,
    thresholds: MonitoringThresholds,
): AlarmDefinition[] {
    const instance = instanceName(identifier, index);
    const metric = (name: string, statistic: AlarmMetric["statistic"]): AlarmMetric => ({
        namespace: "AWS/RDS",
        name,
        dimensions: { DBInstanceIdentifier: instance },
        statistic,
    });
    const { cpuPercent, freeMemoryPercent, connectionsPercent, freeLocalStoragePercent } = thresholds;
    const memoryBytes = memoryGiB * 2 ** 30;
    // An unavailable instance reports no values. The alarms on the writer and on the health check cover this case.
    const common = { ...sustained, treatMissingData: "missing" } as const;
    return [
        {
            ...common,
            key: `cpu-${index}`,
            section: "cpu",
            meaning: `${instance} uses more than ${cpuPercent} % of its processors: statements wait for each other.`,
            metric: metric("CPUUtilization", "Average"),
            comparisonOperator: "GreaterThanThreshold",
            threshold: cpuPercent,
        },
        {
            ...common,
            key: `memory-${index}`,
            section: "memory",
            meaning: `${instance} has less than ${freeMemoryPercent} % of its memory free: it may soon restart.`,
            metric: metric("FreeableMemory", "Minimum"),
            comparisonOperator: "LessThanThreshold",
            threshold: Math.round((memoryBytes * freeMemoryPercent) / 100),
        },
        {
            ...common,
            key: `connections-${index}`,
            section: "connections",
            meaning: `${instance} has more than ${connectionsPercent} % of the connections that it takes.`,
            metric: metric("DatabaseConnections", "Maximum"),
            comparisonOperator: "GreaterThanThreshold",
            threshold: Math.floor((maxConnections * connectionsPercent) / 100),
        },
        {
            ...common,
            key: `local-storage-${index}`,
            section: "local-storage",
            meaning: `${instance} has less than ${freeLocalStoragePercent} % of its local storage free: sorts, indexes and logs fail when it is full.`,
            metric: metric("FreeLocalStorage", "Minimum"),
            comparisonOperator: "LessThanThreshold",
            threshold: Math.round((memoryBytes * localStoragePerMemory * freeLocalStoragePercent) / 100),
        },
    ];
}

/**
 * Local storage per byte of memory: for instance 31 GiB for a db.r5.large with 16, and 67 for a db.x2g.large with 32.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html
 */
const localStoragePerMemory = 1.9;
