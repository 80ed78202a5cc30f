import type * as aws from "@pulumi/aws";
import type { AuroraPlatformArgs } from "./platformArgs";
import type { Restore } from "./restoreArgs";

/** Arguments of {@link originOf}. */
export type OriginArgs = Pick<AuroraPlatformArgs, "databaseName" | "masterUsername" | "restore">;

/**
 * The cluster's arguments that say where its data comes from. A restore has no database name and no master user: RDS
 * takes those of the source, and the provider would replace the cluster if they differed.
 */
export function originOf({ databaseName, masterUsername, restore }: OriginArgs): Partial<aws.rds.ClusterArgs> {
    switch (restore?.kind) {
        case undefined:
            return { databaseName, masterUsername };
        case "snapshot":
            return {
                snapshotIdentifier: restore.snapshot,
                ...(restore.engineVersion !== undefined && { engineVersion: restore.engineVersion }),
            };
        case "pointInTime":
            return pointInTime({ sourceClusterIdentifier: restore.cluster }, restore.time);
        case "retainedBackup":
            return pointInTime({ sourceClusterResourceId: restore.resourceId }, restore.time);
        case "clone":
            return {
                restoreToPointInTime: {
                    sourceClusterIdentifier: restore.cluster,
                    restoreType: "copy-on-write",
                    useLatestRestorableTime: true,
                },
            };
    }
}

/** The type is set, because without it the provider sends an empty one. */
function pointInTime(source: Partial<aws.types.input.rds.ClusterRestoreToPointInTime>, time: string) {
    return {
        restoreToPointInTime: {
            ...source,
            restoreType: "full-copy",
            ...(time === "latest" ? { useLatestRestorableTime: true } : { restoreToTime: time }),
        },
    };
}

/** The tags of a cluster by its origin. */
export function originTags(restore: Restore | undefined): Record<string, string> {
    return restore?.kind === "clone" ? { [expiryTag]: restore.expiresOn } : {};
}

const expiryTag = "expires-on";

/**
 * Arguments that count at a cluster's creation alone, so that no later value changes or replaces it. The provider
 * would replace the cluster for the first two. It never updates the third, and sends it neither in a restore to a
 * point in time nor for a clone, so that the preview would show the difference for ever
 * (https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/cluster.go).
 */
export const onlyAtCreation = ["snapshotIdentifier", "restoreToPointInTime", "engineLifecycleSupport"];
