import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { currentAccount } from "../shared/account";
import type { Backups } from "./backupArgs";
import { copyActions } from "./backupCopies";
import { type BackupRoleResources, createBackupRole } from "./backupRole";

/** Arguments of {@link createBackups}. */
export interface BackupsArgs {
    readonly identifier: string;
    readonly backups: Backups | undefined;
    /** Whether Pulumi refuses to delete or replace the vault and its lock. */
    readonly protect: boolean;
}

/** Resources that the backups depend on. */
export type BackupResources = Pick<BackupRoleResources, "cluster" | "key">;

/**
 * Creates the plan of AWS Backup for the cluster, with a vault of its own. The vault, its lock and its backups outlive
 * the stack: `destroy` leaves them.
 *
 * AWS Backup may not act for Aurora before the account has opted in: docs/backup.md.
 *
 * @returns the vault. Undefined without a plan.
 */
export function createBackups(
    name: string,
    { identifier, backups, protect }: BackupsArgs,
    resources: BackupResources,
    parent: pulumi.Resource,
): aws.backup.Vault | undefined {
    if (backups === undefined) {
        return undefined;
    }
    // The name is generated, so that a stack that is created again does not clash with the vault that it left.
    const vault = new aws.backup.Vault(
        name,
        { kmsKeyArn: resources.key.arn, tags: { Name: identifier } },
        { parent, protect, retainOnDelete: true },
    );
    if (backups.lock !== undefined) {
        createLock(name, vault, backups.lock, { parent, protect, retainOnDelete: true });
    }
    const { role, policy } = createBackupRole(
        name,
        { identifier, copies: backups.copies },
        { cluster: resources.cluster, key: resources.key, vault },
        currentAccount(parent),
        parent,
    );
    const plan = new aws.backup.Plan(
        name,
        { rules: [planRule(vault, backups)], tags: { Name: identifier } },
        { parent },
    );
    new aws.backup.Selection(
        name,
        { planId: plan.id, iamRoleArn: role.arn, resources: [resources.cluster.arn] },
        { parent, dependsOn: [policy] },
    );
    return vault;
}

function createLock(
    name: string,
    vault: aws.backup.Vault,
    { minRetentionDays, graceDays }: NonNullable<Backups["lock"]>,
    opts: pulumi.CustomResourceOptions,
): void {
    new aws.backup.VaultLockConfiguration(
        name,
        { backupVaultName: vault.name, minRetentionDays, changeableForDays: graceDays },
        opts,
    );
}

/** Neither continuous backups nor cold storage: docs/decisions/0016-daily-snapshots-in-a-vault.md. */
function planRule(vault: aws.backup.Vault, backups: Backups): aws.types.input.backup.PlanRule {
    const [hour, minute] = backups.time.split(":").map(Number);
    return {
        ruleName: "daily",
        targetVaultName: vault.name,
        schedule: `cron(${minute} ${hour} * * ? *)`,
        startWindow: startMinutes,
        completionWindow: completionMinutes,
        lifecycle: { deleteAfter: backups.retentionDays },
        copyActions: copyActions(backups),
    };
}

/** A job that has not started after so many minutes expires, which raises the alarm. AWS takes 60 or more. */
const startMinutes = 120;

/** A job that has not completed after so many minutes is aborted: half a day, before the next one starts. */
const completionMinutes = 720;
