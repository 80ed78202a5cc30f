import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { findCluster } from "./existingCluster";
import type { Restore } from "./restoreArgs";
import {
    configured,
    ignoredWarnings,
    restoreProblems,
    type RestoreSource,
    type RestoringArgs,
} from "./restoreProblems";

/** Arguments of {@link checkRestore}. */
export type RestoreCheckArgs = RestoringArgs & { readonly restore: Restore | undefined };

/**
 * Looks at the source of a new cluster's data, before any resource is registered. Without a restore it calls nothing.
 * If the stack's cluster exists already, it says that the restore has no effect.
 *
 * @returns the restore, of a snapshot with its version.
 * @throws RunError with everything in the source that does not fit.
 */
export async function checkRestore(args: RestoreCheckArgs): Promise<Restore | undefined> {
    const { identifier, restore } = args;
    if (restore === undefined) {
        return undefined;
    }
    const own = await findCluster(identifier);
    if (own !== undefined) {
        for (const warning of ignoredWarnings(args, restore, own, new Date())) {
            void pulumi.log.warn(warning);
        }
        return restore;
    }
    const source = await findSource(restore);
    const problems = restoreProblems(args, restore, source, new Date());
    if (problems.length > 0) {
        throw new pulumi.RunError(
            [`${configured(restore)}: ${identifier} cannot be made from it:`, ...problems].join("\n  "),
        );
    }
    return restore.kind === "snapshot" && args.minorVersions === "automatic"
        ? { ...restore, engineVersion: source?.engineVersion }
        : restore;
}

/** The provider has no function for the retained backups of a deleted cluster, so RDS alone checks these. */
async function findSource(restore: Restore): Promise<RestoreSource> {
    switch (restore.kind) {
        case "retainedBackup":
            return undefined;
        case "snapshot":
            return await findSnapshot(restore.snapshot);
        case "pointInTime":
        case "clone": {
            const cluster = await findCluster(restore.cluster);
            if (cluster === undefined) {
                throw new pulumi.RunError(
                    `${configured(restore)}: the account has no such cluster in the region; correct the identifier, or, if ` +
                        "the cluster was deleted, set restoreCluster to the resource id of its retained backups",
                );
            }
            return cluster;
        }
    }
}

/**
 * RDS needs the type of an automated snapshot, and shows those of other accounts only on demand:
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshots.html
 */
async function findSnapshot(snapshot: string): Promise<aws.rds.GetClusterSnapshotResult> {
    const [, prefix = ""] = /(?:^|:cluster-snapshot:)(rds|awsbackup):/.exec(snapshot) ?? [];
    const snapshotType = { rds: "automated", awsbackup: "awsbackup" }[prefix];
    const includeShared = snapshotType === undefined && snapshot.startsWith("arn:");
    const found = aws.rds.getClusterSnapshot({ dbClusterSnapshotIdentifier: snapshot, snapshotType, includeShared });
    return await found.catch((error: unknown) => {
        throw new pulumi.RunError(snapshotProblem(snapshot, error instanceof Error ? error.message : String(error)));
    });
}

/**
 * The problem with a snapshot whose look-up failed. Only the answer that there is none blames the configured value.
 *
 * @param reason the provider's message.
 */
export function snapshotProblem(snapshot: string, reason: string): string {
    return /DBClusterSnapshotNotFound|query returned no results/.test(reason)
        ? `restoreSnapshot: ${snapshot}: the account has no such snapshot in the region; correct it, or set the ARN of ` +
              `one that another account shares: ${reason}`
        : `restoreSnapshot: ${snapshot}: the look-up failed: ${reason}`;
}
