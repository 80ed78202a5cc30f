/** Daily snapshots of the cluster in a vault of AWS Backup, besides Aurora's own backups. */
export interface Backups {
    /** When a backup starts each day, in UTC: `hh:mm`. A change is made in place. */
    readonly time: string;
    /** Days until AWS Backup deletes a backup: 1 to 36,500. A change counts for later backups. */
    readonly retentionDays: number;
    /**
     * A change replaces the lock, which Pulumi's protection refuses until the stack is decommissioned.
     *
     * @default undefined whoever has the IAM permissions may delete backups
     */
    readonly lock: BackupLock | undefined;
    /**
     * A change counts for later backups.
     *
     * @default undefined the backups are in the stack's region and account alone
     */
    readonly copies: BackupCopies | undefined;
}

/**
 * A copy of each backup in vaults that exist. AWS Backup copies a snapshot of Aurora to another region or to another
 * account, not to both at once: https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
 */
export interface BackupCopies {
    readonly vaults: readonly CopyVault[];
    /** Days until AWS Backup deletes a copy: 1 to 36,500. */
    readonly retentionDays: number;
}

/** A vault that gets a copy of each backup. */
export type CopyVault =
    /** Of the stack's account, in another region. The program looks its key up, which the plan's role may use. */
    | { readonly kind: "region"; readonly arn: string; readonly region: string; readonly name: string }
    /**
     * In the stack's region, of another account of the same organization. The cluster's key is shared with AWS Backup in
     * that account.
     */
    | { readonly kind: "account"; readonly arn: string; readonly accountId: string };

/**
 * Keeps backups from being deleted before their time, whatever the caller's IAM policy allows.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
export interface BackupLock {
    /** The shortest retention that the vault accepts. Until then, nobody can delete a backup. */
    readonly minRetentionDays: number;
    /**
     * Days, at least 3, after which nobody can remove or change the lock, not even the account's root or AWS: the
     * compliance mode.
     *
     * @default undefined the governance mode: whoever may delete the lock's configuration can remove it
     */
    readonly graceDays: number | undefined;
}
