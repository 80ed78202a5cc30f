import type { ReaderScaling } from "../aurora/capacityArgs";
import type { AlarmDefinition, AlarmMetric } from "./alarm";
import { loadAlarms } from "./instanceAlarms";
import type { MonitoringThresholds, WatchedDatabase } from "./monitoringArgs";

/**
 * The alarms of all readers together, because the program does not know the names of those that autoscaling adds.
 * None if the number of readers is fixed: each fixed instance has its own alarms.
 */
export function readerAlarms(database: WatchedDatabase, thresholds: MonitoringThresholds): AlarmDefinition[] {
    const { identifier, instances, readerScaling } = database;
    if (readerScaling === undefined) {
        return [];
    }
    const dimensions = { DBClusterIdentifier: identifier, Role: "READER" };
    const readers = { name: "A reader", key: (what: string) => `readers-${what}`, dimensions } as const;
    // No reader has less than the smallest instance, which may become a reader.
    const smallest = {
        memoryGiB: Math.min(...instances.map(({ memoryGiB }) => memoryGiB)),
        maxConnections: Math.min(...instances.map(({ maxConnections }) => maxConnections)),
    };
    return [
        ...loadAlarms({ ...readers, cpuStatistic: "Maximum" }, smallest, thresholds),
        tooFew(readerScaling, dimensions),
    ];
}

/** Adding a reader takes about ten minutes. */
const minutesOfScaling = 45;

function tooFew({ metric, target, maximum }: ReaderScaling, dimensions: AlarmMetric["dimensions"]): AlarmDefinition {
    const name = metric === "cpu" ? "CPUUtilization" : "DatabaseConnections";
    const what = metric === "cpu" ? `${target} % of their processors` : `${target} connections`;
    return {
        key: "readers-too-few",
        section: "reader-scaling",
        meaning:
            `For ${minutesOfScaling} minutes the readers have used more than ${what} on average: ` +
            `there are ${maximum} already, or Aurora adds none.`,
        metric: { namespace: "AWS/RDS", name, dimensions, statistic: "Average" },
        comparisonOperator: "GreaterThanThreshold",
        threshold: target,
        periodSeconds: 300,
        periods: minutesOfScaling / 5,
        treatMissingData: "missing",
    };
}
