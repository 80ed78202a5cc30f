import { mustBeAtLeast } from "../requirements";
import { ofType, types } from "../resource";
import type { Rule } from "../rule";
import { isUnknown, listOf, maySame } from "../values";

/** What holds for logs. */
export const logRules: readonly Rule[] = [
    {
        id: "log-group-retention",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "A log group keeps its events for a set time.",
        reason: "They would be kept, and paid, for ever.",
        fix: "set the stack's logRetentionDays",
        appliesTo: ofType(types.logGroup),
        problems: mustBeAtLeast("retentionInDays", 1),
    },
    {
        id: "log-group-a-year",
        scope: "resource",
        enforcement: "advisory",
        severity: "low",
        what: "A log group keeps its events for a year or longer.",
        reason: "Break-ins are often found months later, and auditors ask for the year.",
        fix: "set the stack's logRetentionDays to 365 or more",
        appliesTo: ofType(types.logGroup),
        problems: mustBeAtLeast("retentionInDays", 365),
    },
    {
        id: "cluster-log-groups",
        scope: "stack",
        enforcement: "mandatory",
        severity: "medium",
        what: "The log groups that a cluster writes to are made by the stack.",
        reason: "RDS makes a missing one itself, unencrypted and kept for ever.",
        fix: "make the log group, and let the cluster depend on it",
        appliesTo: ofType(types.cluster),
        problems: ({ properties: { clusterIdentifier, enabledCloudwatchLogsExports: exported } }, stack) => {
            const made = stack.filter(ofType(types.logGroup)).map(({ properties: { name } }) => name);
            return listOf(exported)
                .filter((log) => !isUnknown(log) && !isUnknown(clusterIdentifier))
                .map((log) => `/aws/rds/cluster/${String(clusterIdentifier)}/${String(log)}`)
                .filter((name) => !made.some((each) => maySame(each, name)))
                .map((name) => `log group: none named ${name}: must be made`);
        },
    },
];
