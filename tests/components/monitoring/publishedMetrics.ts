/** A metric by its namespace, its name and its dimensions. */
export interface Metric {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * What AWS publishes for a cluster of Aurora PostgreSQL, as far as it is of no global database.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html#Aurora.AuroraMySQL.Monitoring.Metrics.clusters
 */
const ofCluster = [
    "BackupRetentionPeriodStorageUsed",
    "SnapshotStorageUsed",
    "TotalBackupStorageBilled",
    "VolumeBytesUsed",
    "VolumeReadIOPs",
    "VolumeWriteIOPs",
];

/**
 * The same for every instance.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html#Aurora.AuroraMySQL.Monitoring.Metrics.instances
 */
const ofInstances = [
    "BufferCacheHitRatio",
    "CommitLatency",
    "CommitThroughput",
    "CPUCreditBalance",
    "CPUCreditUsage",
    "CPUUtilization",
    "DatabaseConnections",
    "Deadlocks",
    "DiskQueueDepth",
    "EBSByteBalance%",
    "EBSIOBalance%",
    "EngineUptime",
    "FreeableMemory",
    "FreeLocalStorage",
    "MaximumUsedTransactionIDs",
    "NetworkReceiveThroughput",
    "NetworkThroughput",
    "NetworkTransmitThroughput",
    "ReadIOPS",
    "ReadLatency",
    "ReadThroughput",
    "ReplicationSlotDiskUsage",
    "StorageNetworkReceiveThroughput",
    "StorageNetworkThroughput",
    "StorageNetworkTransmitThroughput",
    "SwapUsage",
    "WriteIOPS",
    "WriteLatency",
    "WriteThroughput",
];

/** Of the same list: those of the writer, and those of the readers. */
const ofWriter = ["AuroraReplicaLagMaximum", "AuroraReplicaLagMinimum", "TransactionLogsDiskUsage"];
const ofReaders = ["AuroraReplicaLag"];

/** Of serverless instances: the guide's section "Important Amazon CloudWatch metrics for Aurora Serverless v2". */
const ofServerless = ["ACUUtilization", "ServerlessDatabaseCapacity", "TempStorageIops", "TempStorageThroughput"];

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.Cloudwatch.html */
const ofPerformanceInsights = ["DBLoad", "DBLoadCPU", "DBLoadNonCPU", "DBLoadRelativeToNumVCPUs"];

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
const ofFunctions = [
    "AsyncEventAge",
    "AsyncEventsDropped",
    "AsyncEventsReceived",
    "ConcurrentExecutions",
    "DeadLetterErrors",
    "DestinationDeliveryFailures",
    "Duration",
    "Errors",
    "Invocations",
    "PostRuntimeExtensionsDuration",
    "RecursiveInvocationsDropped",
    "Throttles",
];

const instance = "DBInstanceIdentifier";
const cluster = "DBClusterIdentifier";

/**
 * The dimensions by which AWS keeps them: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/dimensions.html
 */
const published: Readonly<Record<string, readonly [names: readonly string[], dimensions: readonly string[]][]>> = {
    "AWS/RDS": [
        [ofCluster, [cluster]],
        [ofInstances, [instance, cluster, `${cluster} Role=READER`, `${cluster} Role=WRITER`]],
        [ofWriter, [instance, `${cluster} Role=WRITER`]],
        [ofReaders, [instance, `${cluster} Role=READER`]],
        [ofPerformanceInsights, [instance]],
        [ofServerless, [instance]],
    ],
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
    "AWS/Events": [[["FailedInvocations", "Invocations", "TriggeredRules"], ["RuleName"]]],
    "AWS/Lambda": [[ofFunctions, ["FunctionName"]]],
};

/** Whether AWS publishes a metric by these dimensions. */
export function isPublished({ namespace, name, dimensions }: Metric): boolean {
    const { Role: role, ...others } = dimensions;
    const kept = [...Object.keys(others).sort(), ...(role === undefined ? [] : [`Role=${role}`])].join(" ");
    return (published[namespace] ?? []).some(([names, forms]) => names.includes(name) && forms.includes(kept));
}
