import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { logGroupPatterns } from "../shared/physicalNames";
import type { AuroraPlatformArgs } from "./platformArgs";
import { isHandedOver } from "./ssmParameters";

/** The arguments that decide which resources `destroy` retains. */
export type RetentionArgs = Pick<
    AuroraPlatformArgs,
    | "identifier"
    | "finalSnapshot"
    | "retainBackups"
    | "backupRetentionDays"
    | "keepLogs"
    | "backups"
    | "secretRecoveryDays"
    | "parameterPath"
    | "parameterHandOver"
>;

/** Resources that `destroy` may retain, and the cluster, whose final snapshot and automatic backups it may. */
export interface RetainableResources {
    readonly cluster: aws.rds.Cluster;
    readonly key: aws.kms.Key;
    readonly vault: aws.backup.Vault | undefined;
    readonly secrets: readonly aws.secretsmanager.Secret[];
}

/** Whether the key is retained: without it the final snapshot, the logs and the backups are unreadable. */
export function isKeyRetained(args: RetentionArgs): boolean {
    return args.finalSnapshot || retainsSeveral(args);
}

/** Whether the key reads more than the final snapshot. */
function retainsSeveral({ retainBackups, keepLogs, backups }: RetentionArgs): boolean {
    return retainBackups || keepLogs || backups !== undefined;
}

/** Describes each resource that `destroy` retains. */
export function retainedOnDestroy(
    args: RetentionArgs,
    { cluster, key, vault, secrets }: RetainableResources,
): pulumi.Output<string[]> {
    const { identifier, finalSnapshot, retainBackups, backupRetentionDays, keepLogs, secretRecoveryDays } = args;
    const them = retainsSeveral(args) ? "them" : "it";
    const { finalSnapshotIdentifier, clusterResourceId } = cluster;
    const secretNames = pulumi.all(secrets.map(({ name }) => name));
    return pulumi
        .all([finalSnapshotIdentifier, clusterResourceId, key.arn, vault?.name, secretNames])
        .apply(([snapshot, resourceId, keyArn, vaultName, names]) => [
            ...(finalSnapshot ? [`final snapshot ${snapshot ?? ""}`] : []),
            ...(retainBackups ? [`automatic backups of ${resourceId}, for ${days(backupRetentionDays)}`] : []),
            ...(keepLogs ? [`log groups ${logGroupPatterns(identifier).join(", ")}`] : []),
            ...(vaultName === undefined ? [] : [`vault ${vaultName} with its backups`]),
            ...(isKeyRetained(args) ? [`key ${keyArn}, which reads ${them}`] : []),
            ...(isHandedOver(args) ? [`parameters ${args.parameterPath}*`] : []),
            ...(secretRecoveryDays > 0 ? [`secrets ${names.join(", ")}, for ${days(secretRecoveryDays)}`] : []),
        ]);
}

function days(count: number): string {
    return count === 1 ? "1 day" : `${count} days`;
}
