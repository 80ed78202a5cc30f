import { accountId } from "../../../offline/awsOutputs";
import { partitionOf } from "../../../settings/aws/regions";
import type { StoredResource } from "./stored";
import type { Properties } from "./wire";

/**
 * A snapshot of a cluster. `shared` ones belong to another account.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBClusterSnapshot.html
 */
export interface ClusterSnapshot {
    readonly identifier: string;
    readonly arn: string;
    readonly type: "manual" | "automated" | "awsbackup" | "shared";
    /** The cluster's properties when the snapshot was taken. */
    readonly cluster: Properties;
}

/** The times to which the automated backups of a cluster can be restored, each as `2026-11-25T02:55:00Z`. */
export interface RestoreWindow {
    readonly earliest: string;
    readonly latest: string;
}

/** The account's state at the time of a restore. */
export interface Restorable {
    readonly all: readonly StoredResource[];
    readonly backups: ClusterBackups;
}

/** The backups of the account's clusters. */
export class ClusterBackups {
    readonly snapshots: ClusterSnapshot[] = [];
    /** The deleted clusters whose automated backups RDS retained. */
    readonly retained: StoredResource[] = [];
    /** By resource id of a cluster. */
    readonly windows = new Map<string, RestoreWindow>();
    /** The ARNs of other accounts' keys that this account may use. */
    readonly sharedKeys = new Set<string>();
    /** By resource id of each clone, the resource id of the first cluster with which it shares pages. */
    readonly clones = new Map<string, string>();

    constructor(private readonly region: string) {}

    /** Adds a snapshot. Its identifier begins with `rds:` if RDS took it, and with `awsbackup:` if AWS Backup did. */
    add(identifier: string, cluster: Properties, owner = accountId): ClusterSnapshot {
        const { id: partition } = partitionOf(this.region);
        const arn = `arn:${partition}:rds:${this.region}:${owner}:cluster-snapshot:${identifier}`;
        const snapshot: ClusterSnapshot = { identifier, arn, type: typeOf(identifier, owner), cluster };
        this.snapshots.push(snapshot);
        return snapshot;
    }

    /**
     * Notes that a new cluster shares pages with its source. At 15 clones, the next is a full copy.
     *
     * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Clone.html
     */
    addClone(source: string, clone: string): void {
        const origin = this.clones.get(source) ?? source;
        if ([...this.clones.values()].filter((each) => each === origin).length < 15) {
            this.clones.set(clone, origin);
        }
    }

    /** Takes the backups that a deleted cluster leaves, by the arguments with which it is deleted. */
    keepOf(cluster: StoredResource): void {
        const { skipFinalSnapshot, finalSnapshotIdentifier, deleteAutomatedBackups, clusterResourceId } = cluster.state;
        if (skipFinalSnapshot !== true) {
            this.add(String(finalSnapshotIdentifier), cluster.state);
        }
        // The provider's default is true, and it sends the argument with the deletion alone (resourceClusterDelete):
        // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/cluster.go
        if (deleteAutomatedBackups === false) {
            this.retained.push(cluster);
        }
        this.clones.delete(String(clusterResourceId));
    }

    /**
     * The snapshot of this identifier or ARN, or undefined. Another account's is found by its ARN alone.
     *
     * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html
     */
    find(name: unknown): ClusterSnapshot | undefined {
        return this.snapshots.find(
            ({ identifier, arn, type }) => arn === name || (identifier === name && type !== "shared"),
        );
    }
}

function typeOf(identifier: string, owner: string): ClusterSnapshot["type"] {
    if (owner !== accountId) {
        return "shared";
    }
    return identifier.startsWith("rds:") ? "automated" : identifier.startsWith("awsbackup:") ? "awsbackup" : "manual";
}
