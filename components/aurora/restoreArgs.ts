/**
 * Where the data of a new cluster comes from. It counts at the cluster's creation alone: a change or a removal changes
 * nothing and replaces nothing. Database name and master user are then those of the source.
 */
export type Restore = SnapshotRestore | PointInTimeRestore | RetainedBackupRestore | Clone;

/** From a snapshot of a cluster. */
export interface SnapshotRestore {
    readonly kind: "snapshot";
    /** Identifier, or ARN. Of a snapshot that another account shares, the ARN. */
    readonly snapshot: string;
    /**
     * Version in which the cluster is made, for minor versions that RDS chooses. RDS takes a major version alone for its
     * default minor version, and refuses to restore a snapshot of a newer one.
     *
     * @default undefined the platform's `engineVersion`
     */
    readonly engineVersion?: string | undefined;
}

/** From the automated backups of a cluster that exists. */
export interface PointInTimeRestore {
    readonly kind: "pointInTime";
    /** The source's identifier. */
    readonly cluster: string;
    /** `latest`, or an instant in UTC: `2026-11-25T02:55:00Z`. */
    readonly time: string;
}

/** From the automated backups of a cluster that was deleted, if RDS retained them. */
export interface RetainedBackupRestore {
    readonly kind: "retainedBackup";
    /** The source's resource id: `cluster-…`. */
    readonly resourceId: string;
    /** `latest`, or an instant in UTC: `2026-11-25T02:55:00Z`. */
    readonly time: string;
}

/** A copy-on-write clone: it shares the source's pages until one of the two clusters changes them. */
export interface Clone {
    readonly kind: "clone";
    /** The source's identifier. */
    readonly cluster: string;
    /**
     * The last day, in UTC: `YYYY-MM-DD`, or `never` for a clone that stays, after a cut-over. The cluster's tag
     * `expires-on`. A change is made in place.
     */
    readonly expiresOn: string;
}
