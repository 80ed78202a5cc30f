import type { AuroraPlatformArgs } from "../aurora/platformArgs";
import { instanceName } from "../shared/physicalNames";
import type { AlarmDefinition, AlarmMetric } from "./alarm";

/** The platform's arguments that the database's alarms depend on. */
export type WatchedDatabase = Pick<
    AuroraPlatformArgs,
    "identifier" | "instances" | "instanceMemoryGiB" | "maxConnections"
>;

/** Thresholds of the database's alarms. */
export interface DatabaseThresholds {
    /** An instance's CPU utilisation, in per cent. */
    readonly cpuPercent: number;
    /** An instance's free memory, in per cent of its class's memory. */
    readonly freeMemoryPercent: number;
    /** An instance's connections, in per cent of its maximum. */
    readonly connectionsPercent: number;
    /** An instance's free local storage, in per cent of its class's storage. */
    readonly freeLocalStoragePercent: number;
    /** A reader's lag behind the writer, in milliseconds. */
    readonly replicaLagMs: number;
    /** Average duration of a commit, in milliseconds. */
    readonly commitLatencyMs: number;
    /** Average duration of a read from the storage, in milliseconds. */
    readonly readLatencyMs: number;
    readonly deadlocksPerMinute: number;
    /** Transaction ids in use, of about 2.1 billion. */
    readonly transactionIds: number;
    /** Growth of the volume, in GiB a day. */
    readonly volumeGrowthGiB: number;
}

/**
 * The alarms of a cluster and its instances. The metrics are documented at
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export function databaseAlarms(database: WatchedDatabase, thresholds: DatabaseThresholds): AlarmDefinition[] {
    const indices = Array.from({ length: database.instances }, (_, index) => index);
    return [
        ...indices.flatMap((index) => instanceAlarms(index, database, thresholds)),
        ...clusterAlarms(database, thresholds),
        ...(database.instances > 1 ? [replicaLag(database, thresholds)] : []),
    ];
}

/** A quarter of an hour, so that a short peak raises no alarm. */
const sustained = { periodSeconds: 300, periods: 3 } as const;

function instanceAlarms(index: number, database: WatchedDatabase, thresholds: DatabaseThresholds): AlarmDefinition[] {
    const instance = instanceName(database.identifier, index);
    const metric = (name: string, statistic: AlarmMetric["statistic"]): AlarmMetric => ({
        namespace: "AWS/RDS",
        name,
        dimensions: { DBInstanceIdentifier: instance },
        statistic,
    });
    const { cpuPercent, freeMemoryPercent, connectionsPercent, freeLocalStoragePercent } = thresholds;
    const memoryBytes = database.instanceMemoryGiB * gibibyte;
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
            threshold: Math.floor((database.maxConnections * connectionsPercent) / 100),
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

const gibibyte = 2 ** 30;

/**
 * Local storage per byte of memory: for instance 31 GiB for a db.r5.large with 16, and 67 for a db.x2g.large with 32.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Managing.html
 */
const localStoragePerMemory = 1.9;

function clusterAlarms({ identifier }: WatchedDatabase, thresholds: DatabaseThresholds): AlarmDefinition[] {
    const cluster = { namespace: "AWS/RDS", dimensions: { DBClusterIdentifier: identifier } } as const;
    // Metrics by role follow the writer through a failover.
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
                expression: `RATE(metric) * 86400 / ${gibibyte}`,
            },
            comparisonOperator: "GreaterThanThreshold",
            threshold: volumeGrowthGiB,
            periodSeconds: 21_600,
            periods: 1,
            treatMissingData: "missing",
        },
    ];
}

function replicaLag({ identifier }: WatchedDatabase, { replicaLagMs }: DatabaseThresholds): AlarmDefinition {
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
