import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOf, currentAccount } from "../shared/account";
import { createLogGroup } from "../shared/logGroup";
import { flowLogGroupName } from "../shared/physicalNames";
import { policyDocument, trustPolicy } from "../shared/policyDocument";

/** Arguments of {@link createFlowLogs}. */
export interface FlowLogsArgs {
    /** The log group is `/aws/vpc/<identifier>/flow-logs`. */
    readonly identifier: string;
    /** The key that encrypts the log group. */
    readonly keyArn: pulumi.Input<string>;
    /** In days, one of CloudWatch's values. */
    readonly logRetentionDays: number;
    /** Whether the log group is retained when the stack is destroyed. */
    readonly keepLogs: boolean;
}

/** Logs the accepted and rejected traffic of a VPC to an encrypted log group. */
export function createFlowLogs(
    name: string,
    vpcId: pulumi.Input<string>,
    { identifier, keyArn, logRetentionDays, keepLogs }: FlowLogsArgs,
    parent: pulumi.Resource,
): aws.ec2.FlowLog {
    const logs = createLogGroup(
        name,
        {
            logGroupName: flowLogGroupName(identifier),
            kmsKeyArn: keyArn,
            retentionInDays: logRetentionDays,
            keep: keepLogs,
        },
        { parent },
    );
    const { role, policy } = createWriterRole(name, identifier, logs, parent);
    return new aws.ec2.FlowLog(
        name,
        {
            vpcId,
            trafficType: "ALL",
            logDestinationType: "cloud-watch-logs",
            logDestination: logs.arn,
            iamRoleArn: role.arn,
            tags: { Name: identifier },
        },
        { parent, dependsOn: [policy] },
    );
}

/**
 * The role that VPC Flow Logs assumes to write:
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 *
 * Two of the five actions of that page are left out, as AWS CDK does for an existing log group
 * (`CloudWatchLogsDestination` in `aws-ec2/lib/vpc-flow-logs.ts`). `CreateLogGroup` would create the group again
 * without encryption and retention, and `DescribeLogGroups` takes no resource but `*`.
 */
function createWriterRole(name: string, identifier: string, logs: aws.cloudwatch.LogGroup, parent: pulumi.Resource) {
    const account = currentAccount(parent);
    const role = new aws.iam.Role(
        name,
        {
            description: `Writes the flow logs of ${identifier}`,
            assumeRolePolicy: trustPolicy("vpc-flow-logs.amazonaws.com", {
                StringEquals: { "aws:SourceAccount": account.accountId },
                ArnLike: { "aws:SourceArn": arnOf(account, "ec2", "vpc-flow-log/*") },
            }),
        },
        { parent },
    );
    const policy = new aws.iam.RolePolicy(
        name,
        {
            role: role.name,
            policy: policyDocument({
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                Resource: pulumi.interpolate`${logs.arn}:*`,
            }),
        },
        { parent },
    );
    return { role, policy };
}
