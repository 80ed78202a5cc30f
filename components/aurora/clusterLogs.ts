import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { createLogGroup } from "../shared/logGroup";
import { clusterLogGroupName } from "../shared/physicalNames";
import type { AuroraPlatformArgs } from "./platformArgs";

/** The log groups of the logs that the cluster exports to CloudWatch, by log. */
export interface ExportedLogGroups {
    readonly postgresql: aws.cloudwatch.LogGroup;
    readonly [log: string]: aws.cloudwatch.LogGroup;
}

/** Arguments of {@link createClusterLogs}. */
export type ClusterLogsArgs = Pick<AuroraPlatformArgs, "identifier" | "majorVersion" | "logRetentionDays" | "keepLogs">;

/** Creates the log groups before the cluster: RDS would create them without encryption and without a retention. */
export function createClusterLogs(
    name: string,
    args: ClusterLogsArgs,
    key: aws.kms.Key,
    parent: pulumi.Resource,
): ExportedLogGroups {
    const create = (log: string) =>
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
    return {
        postgresql: create("postgresql"),
        ...(args.majorVersion < firstMajorWithoutIamLog && { "iam-db-auth-error": create("iam-db-auth-error") }),
    };
}

/**
 * RDS refuses a cluster of 18.3 that exports the log: "You cannot use the log types 'iam-db-auth-error' with engine
 * version aurora-postgresql 18.3" (https://github.com/hashicorp/terraform-provider-aws/pull/42472). Whether later minor
 * versions accept it, `ExportableLogTypes` of `aws rds describe-db-engine-versions` shows.
 */
const firstMajorWithoutIamLog = 18;
