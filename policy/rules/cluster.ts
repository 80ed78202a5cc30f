import { must, mustBe, mustBeAtLeast, mustBeSet, mustInclude, together } from "../requirements";
import { ofType, types } from "../resource";
import type { Rule } from "../rule";
import { isEmpty, valueAt } from "../values";
import { isPassingClone } from "./clones";

const withoutExtendedSupport = "open-source-rds-extended-support-disabled";

/** RDS refuses the log `iam-db-auth-error` from PostgreSQL 18 on: see `components/aurora/clusterLogs.ts`. */
function exportsIamLog(engineVersion: unknown): boolean {
    return typeof engineVersion !== "string" || parseInt(engineVersion, 10) < 18;
}

/** Whether a text gives no reason: it is empty, blank, or punctuation. */
function isWithoutWord(value: unknown): boolean {
    return typeof value !== "string" || !/\p{L}{2}/u.test(value);
}

/** Rules for a cluster alone. */
export const clusterRules: readonly Rule[] = [
    {
        id: "cluster-storage-encrypted",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "A cluster's storage, backups and snapshots are encrypted.",
        reason: "A cluster created without encryption cannot be encrypted later, only copied.",
        fix: "set storageEncrypted: true and kmsKeyId",
        appliesTo: ofType(types.cluster),
        problems: mustBe("storageEncrypted", true),
    },
    {
        id: "cluster-deletion-protection",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "RDS refuses to delete a cluster.",
        reason: "One wrong command in any tool would end the service.",
        fix: "set the stack's deletionProtection to true",
        appliesTo: ofType(types.cluster),
        problems: mustBe("deletionProtection", true),
    },
    {
        id: "cluster-final-snapshot",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "The deletion of a cluster takes a final snapshot, unless it is a clone with a last day.",
        reason:
            "Automatic backups are deleted with the cluster, or some days after it with retainBackups. Without a snapshot " +
            "the data is then lost.",
        fix: "set the stack's finalSnapshot to true",
        appliesTo: (resource) => ofType(types.cluster)(resource) && !isPassingClone(resource),
        problems: (cluster) =>
            cluster.properties.skipFinalSnapshot === true
                ? ["skipFinalSnapshot: true: must not be true"]
                : mustBeSet("finalSnapshotIdentifier")(cluster),
    },
    {
        id: "cluster-backup-retention",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A cluster can be restored to any point of the last seven days.",
        reason: "A mistake in the data is often found days later.",
        fix: "set the stack's backupRetentionDays to 7 or more",
        appliesTo: ofType(types.cluster),
        problems: mustBeAtLeast("backupRetentionPeriod", 7),
    },
    {
        id: "cluster-log-exports",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "PostgreSQL's log goes to CloudWatch, and before PostgreSQL 18 also the reasons of refused IAM logins.",
        reason: "An instance keeps its logs for only three days and loses them when it is replaced.",
        fix: "set enabledCloudwatchLogsExports to postgresql and, before PostgreSQL 18, iam-db-auth-error",
        appliesTo: ofType(types.cluster),
        problems: (cluster) =>
            mustInclude(
                "enabledCloudwatchLogsExports",
                "postgresql",
                ...(exportsIamLog(cluster.properties.engineVersion) ? ["iam-db-auth-error"] : []),
            )(cluster),
    },
    {
        id: "cluster-minor-upgrades",
        scope: "resource",
        enforcement: "mandatory",
        severity: "low",
        what: "A cluster sets whether RDS upgrades its minor version.",
        reason: "By default RDS upgrades it. A version pinned in Pulumi is then a downgrade, which RDS refuses.",
        fix: "set autoMinorVersionUpgrade, to false if engineVersion names a minor version",
        appliesTo: ofType(types.cluster),
        problems: together(mustBeSet("autoMinorVersionUpgrade"), ({ properties }) =>
            /\./.test(String(properties.engineVersion)) &&
            properties.autoMinorVersionUpgrade === true &&
            // A restore requests the snapshot's version, because RDS's default for the major may be older.
            isEmpty(properties.snapshotIdentifier)
                ? [
                      `autoMinorVersionUpgrade: true: must be false with engineVersion ${String(properties.engineVersion)}`,
                  ]
                : [],
        ),
    },
    {
        id: "cluster-storage-type",
        scope: "resource",
        enforcement: "mandatory",
        severity: "low",
        what: "A cluster sets its storage type.",
        reason: "Without a value the provider keeps the current type, so the cluster would never leave I/O-optimized storage.",
        fix: "set storageType to aurora or aurora-iopt1",
        appliesTo: ofType(types.cluster),
        problems: must(
            "storageType",
            (value) => value === "aurora" || value === "aurora-iopt1",
            "must be aurora or aurora-iopt1",
        ),
    },
    {
        id: "cluster-never-pauses",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A cluster's serverless instances do not pause.",
        reason: "Each first connection after a pause waits for 15 seconds or more, with an empty cache.",
        fix: "set the stack's minCapacity to 0.5 or more",
        appliesTo: ofType(types.cluster),
        problems: ({ properties }) => {
            const least = valueAt(properties, "serverlessv2ScalingConfiguration.minCapacity");
            return least === 0 ? ["serverlessv2ScalingConfiguration.minCapacity: 0: must be 0.5 or more"] : [];
        },
    },
    {
        id: "cluster-data-api-reason",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A cluster with the Data API has its reason in the tag data-api-reason.",
        reason: "The Data API runs SQL for callers outside the network, so that their IAM policies are the only barrier.",
        fix: "set the stack's dataApi to false, or dataApiReason",
        appliesTo: ofType(types.cluster),
        problems: ({ properties }) =>
            properties.enableHttpEndpoint === true && isWithoutWord(valueAt(properties, "tags.data-api-reason"))
                ? ["enableHttpEndpoint: true: must have the tag data-api-reason"]
                : [],
    },
    {
        id: "cluster-tags-copied",
        scope: "resource",
        enforcement: "advisory",
        severity: "low",
        what: "Snapshots have the tags of their cluster.",
        reason: "When the cluster is gone, only the tags show the owner and the costs of its snapshots.",
        fix: "set copyTagsToSnapshot: true",
        appliesTo: ofType(types.cluster, types.instance),
        problems: mustBe("copyTagsToSnapshot", true),
    },
    {
        id: "cluster-no-extended-support",
        scope: "resource",
        enforcement: "advisory",
        severity: "low",
        what: "A major version at the end of its support is upgraded instead of entering RDS Extended Support.",
        reason: "RDS Extended Support starts automatically and is charged for each vCPU and hour.",
        fix: `set engineLifecycleSupport to ${withoutExtendedSupport}`,
        appliesTo: ofType(types.cluster),
        problems: mustBe("engineLifecycleSupport", withoutExtendedSupport),
    },
];
