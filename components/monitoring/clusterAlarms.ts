import { type AlarmDefinition, sustained } from "./alarm";
import type { MonitoringThresholds, WatchedDatabase } from "./monitoringArgs";

/**
 * The alarms of the cluster: those of the writer, the volume and the readers' lag. Metrics by role follow the role
 * through a failover. The metrics:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export function clusterAlarms(
    { identifier, instances }: WatchedDatabase,
    thresholds: MonitoringThresholds,
): AlarmDefinition[] {
    const cluster = { namespace: "AWS/RDS", dimensions: { DBClusterIdentifier: identifier } } as const;
    const writer = { namespace: "AWS/RDS", dimensions: { DBClusterIdentifier: identifier, Role: "WRITER" } } as const;
    const { commitLatencyMs, readLatencyMs, deadlocksPerMinute, transactionIds, volumeGrowthGiB } = thresholds;
    return [
        {
            key: "writer-silent",
            section: "unavailable",
            meaning: "Aurora has reported nothing about a writer for five minutes.",
            metric: { ...writer, name: "CPUUtilization", statistic: "SampleCount" },
            comparisonOperator: "LessThanThreshold",
            threshold: 1,
            periodSeconds: 60,
            periods: 5,
            treatMissingData: "breaching",
            actionsEnabled: false,
        },
        {
            ...sustained,
            key: "commit-latency",
            section: "slow",
            meaning: `A commit takes more than ${commitLatencyMs} ms on average.`,
            // CloudWatch reports milliseconds.
            metric: { ...writer, name: "CommitLatency", statistic: "Average" },
            comparisonOperator: "GreaterThanThreshold",
            threshold: commitLatencyMs,
            treatMissingData: "missing",
        },
        {
            ...sustained,
            key: "read-latency",
            section: "slow",
            meaning: `The writer's read from the storage takes more than ${readLatencyMs} ms on average.`,
            // CloudWatch reports seconds. Idle readers would lower an average over the cluster.
            metric: { ...writer, name: "ReadLatency", statistic: "Average" },
            comparisonOperator: "GreaterThanThreshold",
            threshold: readLatencyMs / 1000,
            treatMissingData: "missing",
        },
        {
            key: "deadlocks",
            section: "deadlocks",
            meaning: `PostgreSQL ends transactions that wait for each other, ${deadlocksPerMinute} a minute or more.`,
            // CloudWatch reports a rate per second.
            metric: { ...writer, name: "Deadlocks", statistic: "Average", expression: "metric * 60" },
            comparisonOperator: "GreaterThanOrEqualToThreshold",
            threshold: deadlocksPerMinute,
            periodSeconds: 300,
            periods: 1,
            treatMissingData: "notBreaching",
        },
        {
            key: "transaction-ids",
            section: "transaction-ids",
            meaning: `More than ${transactionIds.toLocaleString("en-US")} transaction ids are in use: at about 2.1 billion PostgreSQL stops writing.`,
            metric: { ...writer, name: "MaximumUsedTransactionIDs", statistic: "Maximum" },
            comparisonOperator: "GreaterThanThreshold",
            threshold: transactionIds,
            periodSeconds: 3600,
            periods: 1,
            treatMissingData: "missing",
        },
        {
            key: "volume-growth",
            section: "volume-growth",
            meaning: `In six hours the volume has grown faster than ${volumeGrowthGiB} GiB a day.`,
            metric: {
                ...cluster,
                name: "VolumeBytesUsed",
                statistic: "Average",
                expression: `RATE(metric) * 86400 / ${2 ** 30}`,
            },
            comparisonOperator: "GreaterThanThreshold",
            threshold: volumeGrowthGiB,
            periodSeconds: 21_600,
            periods: 1,
            treatMissingData: "missing",
        },
        ...(instances.length > 1 ? [replicaLag(identifier, thresholds)] : []),
    ];
}

function replicaLag(identifier: string, { replicaLagMs }: MonitoringThresholds): AlarmDefinition {
    return {
        key: "replica-lag",
        section: "replica-lag",
        meaning: `A reader is more than ${replicaLagMs} ms behind the writer: who reads from it sees the past.`,
        metric: {
            namespace: "AWS/RDS",
            name: "AuroraReplicaLag",
            dimensions: { DBClusterIdentifier: identifier, Role: "READER" },
            statistic: "Maximum",
        },
        comparisonOperator: "GreaterThanThreshold",
        threshold: replicaLagMs,
        periodSeconds: 60,
        periods: 5,
        treatMissingData: "missing",
    };
}
