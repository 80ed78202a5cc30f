import type { BackupCopies, CopyVault } from "../components/backup/backupArgs";
import { findPartition } from "./aws/regions";
import { parseVaultArn, type VaultArn } from "./aws/vaultArn";
import type { Configuration } from "./configReader";

/** The part of a plan that its copies depend on. */
interface Plan {
    readonly isPlanned: boolean;
    readonly retentionDays: number;
}

/** The stack's own account and region. */
interface Home {
    readonly region: string;
    readonly accountId: string;
}

/**
 * Reads and checks the copies of the plan's backups. Undefined without any.
 *
 * @param plan the plan, whose retention is the copies' default.
 * @param longest the longest retention of AWS Backup, in days.
 */
export function readCopies(config: Configuration, plan: Plan, longest: number): BackupCopies | undefined {
    const arns = config.list("backupCopyVaultArns");
    const days = config.integer("backupCopyDays", 0, longest);
    config.require(
        "backupCopyVaultArns",
        plan.isPlanned || arns.length === 0,
        "there is no backup to copy; remove it, or set backupPlan to true",
        "backupPlan",
    );
    config.require(
        "backupCopyDays",
        arns.length > 0 || days === 0,
        "has no effect without a vault for copies; remove it, or set backupCopyVaultArns",
        "backupCopyVaultArns",
    );
    if (arns.length === 0) {
        return undefined;
    }
    const home = readHome(config);
    config.check("backupCopyVaultArns", problemOf(arns, home));
    return {
        vaults: arns.map((arn) => copyVault(arn, home)),
        retentionDays: days === 0 ? plan.retentionDays : days,
    };
}

/** The parts of a vault's ARN are empty if the configuration is refused for it. */
function copyVault(arn: string, home: Home): CopyVault {
    const { region = "", accountId = "", name = "" } = parseVaultArn(arn) ?? {};
    return accountId === home.accountId ? { kind: "region", arn, region, name } : { kind: "account", arn, accountId };
}

/** The account has to be known, because a vault of it is used in another way than one of another account. */
function readHome(config: Configuration): Home {
    const [accountId = "", ...others] = config.list("aws:allowedAccountIds");
    config.require(
        "backupCopyVaultArns",
        accountId !== "" && others.length === 0,
        "needs to know which account is the stack's own; write that account alone into aws:allowedAccountIds",
        "aws:allowedAccountIds",
    );
    return { region: config.text("aws:region"), accountId };
}

/** The first problem of the vaults. */
function problemOf(arns: readonly string[], home: Home): string | undefined {
    const places = new Map<string, string>();
    for (const arn of arns) {
        const vault = parseVaultArn(arn);
        const problem = vault === undefined ? formProblem(arn, home) : vaultProblem(arn, vault, home);
        if (vault === undefined || problem !== undefined) {
            return problem;
        }
        const place = vault.accountId === home.accountId ? vault.region : `account ${vault.accountId}`;
        if (places.has(place)) {
            return `has two vaults in ${place}, ${places.get(place) ?? ""} and ${vault.name}; list one of them`;
        }
        places.set(place, vault.name);
    }
    return undefined;
}

function formProblem(arn: string, { region, accountId }: Home): string {
    return (
        `${arn} is not the ARN of a vault of AWS Backup; use for instance ` +
        `arn:${findPartition(region)?.id ?? "aws"}:backup:<another region>:${accountId}:backup-vault:database-copies`
    );
}

function vaultProblem(arn: string, vault: VaultArn, { region, accountId }: Home): string | undefined {
    const partition = findPartition(region);
    if (partition?.id !== vault.partition || !partition.regions.includes(vault.region)) {
        return `${arn} is in no region of the partition of ${region}, and AWS Backup copies to no other; name a vault there`;
    }
    // AWS's own key of that vault can be shared with nobody, and nobody can restrict its use:
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
    if (vault.name === "Default") {
        return `${arn} has AWS's own key; name a vault that has a key of its own`;
    }
    const isOwnRegion = vault.region === region;
    const isOwnAccount = vault.accountId === accountId;
    if (isOwnRegion && isOwnAccount) {
        return `${arn} is in the stack's own region and account, where the backup is already; name a vault elsewhere`;
    }
    return isOwnRegion || isOwnAccount
        ? undefined
        : `${arn} is in another region of another account, and AWS Backup copies a snapshot of Aurora only to one of both; ` +
              `name a vault of account ${vault.accountId} in ${region}, or one of account ${accountId} in ${vault.region}`;
}
