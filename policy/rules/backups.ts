import { copyActionsOf } from "../copies";
import { must } from "../requirements";
import { ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { isUnknown, listOf, maySame, valueAt } from "../values";

/** Rules for the backups of AWS Backup. */
export const backupRules: readonly Rule[] = [
    {
        id: "backup-vault-keeps-backups",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "The deletion of a vault does not delete its backups.",
        reason: "Whoever destroys the stack would destroy its backups too, which exist for that day.",
        fix: "leave out forceDestroy",
        appliesTo: ofType(types.backupVault),
        problems: must("forceDestroy", (value) => value !== true, "must not be true"),
    },
    {
        id: "backup-vault-locked",
        scope: "stack",
        enforcement: "advisory",
        severity: "medium",
        what: "A vault has a lock.",
        reason: "Without one, whoever has the IAM permissions may delete every backup at once.",
        fix: "set the stack's backupLock and backupLockMinDays",
        appliesTo: ofType(types.backupVault),
        problems: ({ properties: { name } }, stack) =>
            stack.some(
                ({ type, properties }) => type === types.backupVaultLock && maySame(properties.backupVaultName, name),
            )
                ? []
                : ["lock: is missing: must exist"],
    },
    {
        id: "backup-plan-snapshots",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A plan takes snapshots: neither continuous backups nor cold storage.",
        reason: "Continuous backups take the cluster's own retention over, so that RDS refuses its next change. Aurora has no cold storage.",
        fix: "leave out enableContinuousBackup and coldStorageAfter",
        appliesTo: ofType(types.backupPlan),
        problems: (plan) =>
            rulesOf(plan).flatMap((rule, index) => [
                ...(valueAt(rule, "enableContinuousBackup") === true
                    ? [`rules.${index}.enableContinuousBackup: true: must not be true`]
                    : []),
                ...lifecyclesOf(rule, index)
                    .filter(({ lifecycle }) => valueAt(lifecycle, "coldStorageAfter") !== undefined)
                    .map(({ path }) => `${path}.coldStorageAfter: is set: must be left out`),
            ]),
    },
    {
        id: "backup-plan-retention",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A plan deletes its backups and their copies after some time.",
        reason: "Otherwise AWS Backup keeps each of them, and charges it, for ever.",
        fix: "set lifecycle.deleteAfter",
        appliesTo: ofType(types.backupPlan),
        problems: (plan) =>
            rulesOf(plan)
                .flatMap(lifecyclesOf)
                .filter(({ lifecycle }) => valueAt(lifecycle, "deleteAfter") === undefined)
                .map(({ path }) => `${path}.deleteAfter: is empty: must be set`),
    },
    {
        id: "backup-selection-by-arn",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "A plan backs up the resources that it names.",
        reason: "With a tag or a pattern, the plan's role and its costs would follow whoever may tag resources of the account.",
        fix: "set resources to the cluster's ARN, and leave out conditions and selectionTags",
        appliesTo: ofType(types.backupSelection),
        problems: (selection) => [
            ...must(
                "resources",
                (value) =>
                    listOf(value).length > 0 &&
                    listOf(value).every((arn) => isUnknown(arn) || !/[*?]/.test(String(arn))),
                "must be ARNs without patterns",
            )(selection),
            ...must("selectionTags", (value) => listOf(value).length === 0, "must be left out")(selection),
        ],
    },
];

/** The lifecycles of a rule's backups and of their copies. */
function lifecyclesOf(rule: unknown, index: number): { readonly path: string; readonly lifecycle: unknown }[] {
    return [
        { path: `rules.${index}.lifecycle`, lifecycle: valueAt(rule, "lifecycle") },
        ...copyActionsOf(rule).map((action, copy) => ({
            path: `rules.${index}.copyActions.${copy}.lifecycle`,
            lifecycle: valueAt(action, "lifecycle"),
        })),
    ];
}

function rulesOf({ properties: { rules } }: Resource): readonly unknown[] {
    return listOf(rules).filter((rule) => !isUnknown(rule));
}
