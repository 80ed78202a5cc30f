import { mustBeAtLeast } from "../requirements";
import { ofType, types } from "../resource";
import type { Rule } from "../rule";
import { isUnknown, listOf, maySame } from "../values";

/** Rules for log groups. */
export const logRules: readonly Rule[] = [
    {
        id: "log-group-retention",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "A log group has a retention period.",
        reason: "Without one the events are kept, and charged, for ever.",
        fix: "set the stack's logRetentionDays",
        appliesTo: ofType(types.logGroup),
        problems: mustBeAtLeast("retentionInDays", 1),
    },
    {
        id: "log-group-a-year",
        scope: "resource",
        enforcement: "advisory",
        severity: "low",
        what: "A log group keeps its events for at least a year.",
        reason: "Intrusions are often found months later, and auditors require a year.",
        fix: "set the stack's logRetentionDays to 365 or more",
        appliesTo: ofType(types.logGroup),
        problems: mustBeAtLeast("retentionInDays", 365),
    },
    {
        id: "cluster-log-groups",
        scope: "stack",
        enforcement: "mandatory",
        severity: "medium",
        what: "The log groups of a cluster belong to the stack.",
        reason: "RDS creates a missing log group itself, without encryption and without an end of retention.",
        fix: "create the log group, and let the cluster depend on it",
        appliesTo: ofType(types.cluster),
        problems: ({ properties: { clusterIdentifier, enabledCloudwatchLogsExports: exported } }, stack) => {
            const own = stack.filter(ofType(types.logGroup)).map(({ properties: { name } }) => name);
            return listOf(exported)
                .filter((log) => !isUnknown(log) && !isUnknown(clusterIdentifier))
                .map((log) => `/aws/rds/cluster/${String(clusterIdentifier)}/${String(log)}`)
                .filter((name) => !own.some((each) => maySame(each, name)))
                .map((name) => `log group: none named ${name}: must be created`);
        },
    },
];
