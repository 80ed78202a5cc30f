import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition } from "./alarm";
import { createWatchedRule, triggeredRules } from "./eventRule";
import type { WatchedDatabase } from "./monitoringArgs";

/** The arguments of the rules for backups. */
export interface WatchedBackups {
    /** The prefix of the rules' names, for instance `<identifier>-backup-failed`. */
    readonly identifier: string;
    readonly clusterArn: pulumi.Input<string>;
    /** The vault of the plan. */
    readonly vaultArn: pulumi.Input<string>;
    /** ARNs of the vaults for copies. Empty if the plan makes none. */
    readonly copyVaultArns: readonly string[];
    readonly accessFunction: aws.lambda.Function;
}

/**
 * Creates a rule for each outcome of AWS Backup's jobs on the cluster. AWS Backup sends its events every five minutes,
 * best effort, so that a lost event of a failure is found by the missing completion.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function createBackupRules(
    name: string,
    { identifier, clusterArn, vaultArn, copyVaultArns, accessFunction }: WatchedBackups,
    parent: pulumi.Resource,
): void {
    createWatchedRule(
        `${name}-backup-failed`,
        {
            ruleName: failedRuleName(identifier),
            description: `A backup of ${identifier}, or its copy, has failed`,
            eventPattern: pulumi.jsonStringify({
                source: ["aws.backup"],
                "detail-type": ["Backup Job State Change", "Copy Job State Change"],
                detail: { resourceArn: [clusterArn], state: ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"] },
            }),
            accessFunction,
        },
        parent,
    );
    createWatchedRule(
        `${name}-backup-completed`,
        {
            ruleName: completedRuleName(identifier),
            description: `A backup of ${identifier} is complete`,
            eventPattern: pulumi.jsonStringify({
                source: ["aws.backup"],
                "detail-type": ["Backup Job State Change"],
                detail: { resourceArn: [clusterArn], backupVaultArn: [vaultArn], state: ["COMPLETED"] },
            }),
            accessFunction,
        },
        parent,
    );
    if (copyVaultArns.length > 0) {
        createWatchedRule(
            `${name}-backup-copied`,
            {
                ruleName: copiedRuleName(identifier),
                description: `A copy of a backup of ${identifier} is complete`,
                eventPattern: pulumi.jsonStringify({
                    source: ["aws.backup"],
                    "detail-type": ["Copy Job State Change"],
                    detail: {
                        resourceArn: [clusterArn],
                        destinationBackupVaultArn: copyVaultArns,
                        state: ["COMPLETED"],
                    },
                }),
                accessFunction,
            },
            parent,
        );
    }
}

/** The alarms on the rules of {@link createBackupRules}. None without a plan. */
export function backupAlarms({ identifier, backups }: WatchedDatabase): AlarmDefinition[] {
    return backups === undefined
        ? []
        : [
              {
                  key: "backup-failed",
                  section: "backups",
                  meaning: "A backup by AWS Backup, or its copy, has failed.",
                  metric: triggeredRules(failedRuleName(identifier)),
                  comparisonOperator: "GreaterThanOrEqualToThreshold",
                  threshold: 1,
                  periodSeconds: 300,
                  periods: 1,
                  // The metric has a value only when the rule runs.
                  treatMissingData: "notBreaching",
              },
              {
                  key: "backup-missing",
                  section: "backups",
                  meaning: "AWS Backup has completed no backup for two days.",
                  metric: triggeredRules(completedRuleName(identifier)),
                  comparisonOperator: "LessThanThreshold",
                  threshold: 1,
                  periodSeconds: 86_400,
                  periods: 2,
                  treatMissingData: "breaching",
              },
              ...(backups.copies === undefined ? [] : [missingCopyAlarm(identifier, backups.copies.vaults.length)]),
          ];
}

/** Each day has a copy in each vault, so fewer events than vaults mean that one has none. */
function missingCopyAlarm(identifier: string, vaults: number): AlarmDefinition {
    return {
        key: "backup-copy-missing",
        section: "backups",
        meaning: "For two days, AWS Backup has not copied the backup into each of the vaults.",
        metric: triggeredRules(copiedRuleName(identifier)),
        comparisonOperator: "LessThanThreshold",
        threshold: vaults,
        periodSeconds: 86_400,
        periods: 2,
        treatMissingData: "breaching",
    };
}

function failedRuleName(identifier: string): string {
    return `${identifier}-backup-failed`;
}

function copiedRuleName(identifier: string): string {
    return `${identifier}-backup-copied`;
}

function completedRuleName(identifier: string): string {
    return `${identifier}-backup-completed`;
}
