import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { logGroupPatterns } from "../shared/physicalNames";
import type { AuroraPlatformArgs } from "./platformArgs";

/** The arguments that decide which resources `destroy` retains. */
export type RetentionArgs = Pick<
    AuroraPlatformArgs,
    "identifier" | "finalSnapshot" | "keepLogs" | "secretRecoveryDays"
>;

/** Whether the key is retained: without it the final snapshot and the logs are unreadable. */
export function isKeyRetained({ finalSnapshot, keepLogs }: RetentionArgs): boolean {
    return finalSnapshot || keepLogs;
}

/** Describes each resource that `destroy` retains. */
export function retainedOnDestroy(
    args: RetentionArgs,
    cluster: aws.rds.Cluster,
    key: aws.kms.Key,
    secrets: readonly aws.secretsmanager.Secret[],
): pulumi.Output<string[]> {
    const { identifier, finalSnapshot, keepLogs, secretRecoveryDays } = args;
    return pulumi
        .all([cluster.finalSnapshotIdentifier, key.arn, pulumi.all(secrets.map(({ name }) => name))])
        .apply(([snapshot, keyArn, secretNames]) => [
            ...(finalSnapshot ? [`final snapshot ${snapshot ?? ""}`] : []),
            ...(keepLogs ? [`log groups ${logGroupPatterns(identifier).join(", ")}`] : []),
            ...(isKeyRetained(args) ? [`key ${keyArn}, which reads ${keepLogs ? "them" : "it"}`] : []),
            ...(secretRecoveryDays > 0 ? [`secrets ${secretNames.join(", ")}, for ${secretRecoveryDays} days`] : []),
        ]);
}
