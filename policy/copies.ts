import { requiresValues } from "./conditions";
import { type Resource, types } from "./resource";
import { type Statement, statementsOf } from "./statements";
import { isUnknown, listOf, valueAt } from "./values";

/** The vaults into which the stack's plans copy backups, by ARN. */
export function copyVaults(stack: readonly Resource[]): ReadonlySet<string> {
    return new Set(
        stack
            .filter(({ type }) => type === types.backupPlan)
            .flatMap(({ properties: { rules } }) => listOf(rules))
            .flatMap(copyActionsOf)
            .map((action) => valueAt(action, "destinationVaultArn"))
            .filter((arn) => typeof arn === "string"),
    );
}

/** The copies that a rule of a plan makes. */
export function copyActionsOf(rule: unknown): readonly unknown[] {
    return isUnknown(rule) ? [] : listOf(valueAt(rule, "copyActions")).filter((action) => !isUnknown(action));
}

/**
 * Whether a policy's statement gives other accounts no more than copies of backups need: AWS Backup's own role of the
 * vault's account may use the key, or the plan's role may copy into the vault.
 */
function isForCopies(statement: Statement, vaults: ReadonlySet<string>): boolean {
    const { actions, resources, principals } = statement;
    if (principals.length === 0) {
        return actions.join() === "backup:CopyIntoBackupVault" && resources.every((arn) => vaults.has(arn));
    }
    const accounts = new Set([...vaults].map((arn) => arn.split(":")[4]));
    const owners = principals.map(({ kind, value }) => ({
        kind,
        account: /^arn:[\w-]+:iam::(\d{12}):root$/.exec(value)?.[1],
    }));
    return owners.every(
        ({ kind, account }) =>
            kind === "AWS" && account !== undefined && accounts.has(account) && isByBackup(statement, account),
    );
}

/** Whether a statement holds only for AWS Backup's own role of an account. */
function isByBackup({ conditions }: Statement, account: string): boolean {
    const role = `:iam::${account}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`;
    return conditions.some(
        (condition) =>
            condition.key === "aws:principalarn" &&
            requiresValues(condition) &&
            condition.values.length > 0 &&
            condition.values.every((value) => /^arn:[\w-]+$/.test(String(value).replace(role, ""))),
    );
}

/** A policy's statements without those that are {@link isForCopies}. */
export function withoutCopies(policy: unknown, vaults: ReadonlySet<string>): readonly Statement[] {
    return statementsOf(policy).filter((statement) => !isForCopies(statement, vaults));
}
