import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { createLogGroup } from "../shared/logGroup";
import { clusterLogGroupName } from "../shared/physicalNames";
import type { AuroraPlatformArgs } from "./platformArgs";

/** The logs that the cluster exports to CloudWatch. */
export const exportedLogs = ["postgresql", "iam-db-auth-error"] as const;

/** The log groups of the cluster's logs, by log. */
export type ExportedLogGroups = Readonly<Record<(typeof exportedLogs)[number], aws.cloudwatch.LogGroup>>;

/** Arguments of {@link createClusterLogs}. */
export type ClusterLogsArgs = Pick<AuroraPlatformArgs, "identifier" | "logRetentionDays" | "keepLogs">;

/** Creates the log groups before the cluster: RDS would create them without encryption and without a retention. */
export function createClusterLogs(
    name: string,
    args: ClusterLogsArgs,
    key: aws.kms.Key,
    parent: pulumi.Resource,
): ExportedLogGroups {
    const create = (log: (typeof exportedLogs)[number]) =>
        createLogGroup(
            `${name}-${log}`,
            {
                logGroupName: clusterLogGroupName(args.identifier, log),
                kmsKeyArn: key.arn,
                retentionInDays: args.logRetentionDays,
                keep: args.keepLogs,
            },
            { parent },
        );
    return { postgresql: create("postgresql"), "iam-db-auth-error": create("iam-db-auth-error") };
}
