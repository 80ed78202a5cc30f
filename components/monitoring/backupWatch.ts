import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition } from "./alarm";
import { createWatchedRule, triggeredRules } from "./eventRule";
import type { WatchedDatabase } from "./monitoringArgs";

/** The arguments of the rules for backups. */
export interface WatchedBackups {
    /** The prefix of the rules' names: `<identifier>-backup-failed` and `<identifier>-backup-completed`. */
    readonly identifier: string;
    readonly clusterArn: pulumi.Input<string>;
    /** The vault of the plan. */
    readonly vaultArn: pulumi.Input<string>;
    readonly accessFunction: aws.lambda.Function;
}

/**
 * Creates a rule for each outcome of AWS Backup's jobs on the cluster. AWS Backup sends its events every five minutes,
 * best effort, so that a lost event of a failure is found by the missing completion.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function createBackupRules(
    name: string,
    { identifier, clusterArn, vaultArn, accessFunction }: WatchedBackups,
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
          ];
}

function failedRuleName(identifier: string): string {
    return `${identifier}-backup-failed`;
}

function completedRuleName(identifier: string): string {
    return `${identifier}-backup-completed`;
}
