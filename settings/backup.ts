import type { BackupLock, Backups } from "../components/backup/backupArgs";
import { readCopies } from "./backupCopies";
import type { Configuration } from "./configReader";
import type { DatabaseSettings } from "./settings";

/** Reads and checks the plan of AWS Backup. Undefined without one. */
export function readBackups(config: Configuration): Backups | undefined {
    const isPlanned = config.flag("backupPlan");
    const time = config.text("backupPlanTime");
    config.require(
        "backupPlanTime",
        /^([01]\d|2[0-3]):[0-5]\d$/.test(time),
        "is no time of day; write it in UTC as hh:mm, for instance 06:00",
    );
    const retentionDays = config.integer("backupPlanDays", 1, mostDays);
    const lock = readLock(config, retentionDays);
    config.require(
        "backupLock",
        isPlanned || lock === undefined,
        "there is no vault to lock; set it to none, or backupPlan to true",
        "backupPlan",
    );
    const copies = readCopies(config, { isPlanned, retentionDays }, mostDays);
    return isPlanned ? { time, retentionDays, lock, copies } : undefined;
}

/** Reads and checks whether the automatic backups outlive the cluster. */
export function readRetainBackups(config: Configuration, restore: DatabaseSettings["restore"]): boolean {
    const isRetained = config.flag("retainBackups");
    config.require(
        "retainBackups",
        !isRetained || restore?.kind !== "clone" || restore.expiresOn === "never",
        "a clone with a last day is destroyed with its data, which its source has; set it to false",
        "cloneExpiresOn",
    );
    return isRetained;
}

/** The longest retention of AWS Backup: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html. */
const mostDays = 36_500;

function readLock(config: Configuration, retentionDays: number): BackupLock | undefined {
    const mode = config.choice("backupLock", ["none", "governance", "compliance"]);
    const minRetentionDays = config.integer("backupLockMinDays", 0, mostDays);
    const graceDays = config.integer("backupLockGraceDays", 0, mostDays);
    config.require(
        "backupLockMinDays",
        mode !== "none" || minRetentionDays === 0,
        "has no effect without a lock; remove it, or set backupLock to governance",
        "backupLock",
    );
    config.require(
        "backupLockMinDays",
        mode === "none" || minRetentionDays > 0,
        "a lock keeps backups for a day or more; set it, for instance to 7",
        "backupLock",
    );
    // AWS Backup ends the job of a backup whose retention the lock does not allow.
    config.require(
        "backupLockMinDays",
        minRetentionDays <= retentionDays,
        `is longer than backupPlanDays ${retentionDays}, so that the vault would refuse each backup; ` +
            "set it to that or less, or backupPlanDays to more",
        "backupPlanDays",
        "backupLock",
    );
    config.require(
        "backupLockGraceDays",
        mode === "compliance" || graceDays === 0,
        mode === "none"
            ? "has no effect without a lock; remove it, or set backupLock to compliance"
            : "would make the lock final, and governance is the lock that can be removed; remove it, or set backupLock " +
                  "to compliance",
        "backupLock",
    );
    config.require(
        "backupLockGraceDays",
        mode !== "compliance" || graceDays >= leastGraceDays,
        `a lock of compliance becomes final after ${leastGraceDays} days or more; set it, for instance to 14, and ` +
            "look at the first backups before",
        "backupLock",
    );
    return mode === "none" ? undefined : { minRetentionDays, graceDays: mode === "compliance" ? graceDays : undefined };
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultLockConfiguration.html */
const leastGraceDays = 3;

/** The warning about a lock that cannot be removed. */
export function backupWarnings({ backups }: Pick<DatabaseSettings, "backups">): string[] {
    return backups?.lock?.graceDays === undefined
        ? []
        : [
              `backupLock: compliance: ${backups.lock.graceDays} days after its creation nobody can remove or shorten the ` +
                  `lock; each backup then stays, and is charged, for ${backups.lock.minRetentionDays} days or more, also ` +
                  "when the stack is destroyed",
          ];
}
