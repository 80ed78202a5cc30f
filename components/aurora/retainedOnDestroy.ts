import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { logGroupNames } from "../shared/logGroup";

/** What decides which parts of a platform outlive it. */
export interface RetentionArgs {
    readonly identifier: string;
    /** Whether deleting the cluster takes a snapshot first. */
    readonly finalSnapshot: boolean;
    /** Whether the log groups stay when the stack is destroyed. */
    readonly keepLogs: boolean;
    /** Days for which a deleted secret can be recovered; 0 deletes at once. */
    readonly secretRecoveryDays: number;
}

/** Whether the key stays: a final snapshot, and the events of log groups, are unreadable without theirs. */
export function isKeyRetained({ finalSnapshot, keepLogs }: RetentionArgs): boolean {
    return finalSnapshot || keepLogs;
}

/** What `destroy` leaves behind, a text for each. */
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
            ...(keepLogs ? [`log groups ${logGroupNames(identifier).join(", ")}`] : []),
            ...(isKeyRetained(args) ? [`key ${keyArn}, which reads ${keepLogs ? "them" : "it"}`] : []),
            ...(secretRecoveryDays > 0 ? [`secrets ${secretNames.join(", ")}, for ${secretRecoveryDays} days`] : []),
        ]);
}
