import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { logGroupPatterns } from "../shared/physicalNames";
import type { AuroraPlatformArgs } from "./platformArgs";

/** The arguments that decide which resources `destroy` retains. */
export type RetentionArgs = Pick<
    AuroraPlatformArgs,
    "identifier" | "finalSnapshot" | "keepLogs" | "backups" | "secretRecoveryDays"
>;

/** Resources that `destroy` may retain, and the cluster, whose final snapshot it may. */
export interface RetainableResources {
    readonly cluster: aws.rds.Cluster;
    readonly key: aws.kms.Key;
    readonly vault: aws.backup.Vault | undefined;
    readonly secrets: readonly aws.secretsmanager.Secret[];
}

/** Whether the key is retained: without it the final snapshot, the logs and the backups are unreadable. */
export function isKeyRetained({ finalSnapshot, keepLogs, backups }: RetentionArgs): boolean {
    return finalSnapshot || keepLogs || backups !== undefined;
}

/** Describes each resource that `destroy` retains. */
export function retainedOnDestroy(
    args: RetentionArgs,
    { cluster, key, vault, secrets }: RetainableResources,
): pulumi.Output<string[]> {
    const { identifier, finalSnapshot, keepLogs, backups, secretRecoveryDays } = args;
    const them = keepLogs || backups !== undefined ? "them" : "it";
    return pulumi
        .all([cluster.finalSnapshotIdentifier, key.arn, vault?.name, pulumi.all(secrets.map(({ name }) => name))])
        .apply(([snapshot, keyArn, vaultName, secretNames]) => [
            ...(finalSnapshot ? [`final snapshot ${snapshot ?? ""}`] : []),
            ...(keepLogs ? [`log groups ${logGroupPatterns(identifier).join(", ")}`] : []),
            ...(vaultName === undefined ? [] : [`vault ${vaultName} with its backups`]),
            ...(isKeyRetained(args) ? [`key ${keyArn}, which reads ${them}`] : []),
            ...(secretRecoveryDays > 0 ? [`secrets ${secretNames.join(", ")}, for ${secretRecoveryDays} days`] : []),
        ]);
}
