import type { ClusterBackups, ClusterSnapshot } from "./clusterBackups";
import type { Properties } from "./wire";

/**
 * The data source of a snapshot, by its identifier or ARN. It has neither the master's name nor the database's:
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/cluster_snapshot_data_source.go
 */
export function getClusterSnapshot(args: Properties, backups: ClusterBackups): Properties {
    const { dbClusterSnapshotIdentifier, ...options } = args;
    const unknown = Object.keys(options).filter((key) => !["includeShared", "snapshotType"].includes(key));
    if (typeof dbClusterSnapshotIdentifier !== "string" || unknown.length > 0) {
        throw new Error(`getClusterSnapshot: the double knows no answer to ${Object.keys(args).join(", ")}`);
    }
    const snapshot = backups.find(dbClusterSnapshotIdentifier);
    if (snapshot === undefined || !isDescribed(snapshot, options)) {
        throw new Error(
            `reading RDS Cluster Snapshots: DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: ${dbClusterSnapshotIdentifier}`,
        );
    }
    const { identifier, arn, type, cluster } = snapshot;
    const { clusterIdentifier, engine, engineVersionActual, kmsKeyId = "", storageEncrypted, port } = cluster;
    return {
        ...args,
        id: identifier,
        dbClusterIdentifier: clusterIdentifier,
        dbClusterSnapshotArn: arn,
        dbClusterSnapshotIdentifier: identifier,
        snapshotType: type,
        engine,
        engineVersion: engineVersionActual,
        kmsKeyId,
        storageEncrypted: storageEncrypted === true,
        port,
        status: "available",
        tags: cluster.tags,
    };
}

/**
 * The types of snapshots of DescribeDBClusterSnapshots: manual ones, shared ones by `IncludeShared`, or those of
 * `SnapshotType`. "If this identifier is for an automated snapshot, the SnapshotType parameter must also be specified";
 * the double assumes the same of AWS Backup's, which have a type of their own.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshots.html
 */
function isDescribed({ type }: ClusterSnapshot, { includeShared, snapshotType }: Properties): boolean {
    if (snapshotType !== undefined) {
        return type === snapshotType;
    }
    return type === "manual" || (type === "shared" && includeShared === true);
}
