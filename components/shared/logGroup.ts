import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** How the platform's log groups are kept. */
export interface LogGroupArgs {
    /** The log group's name. A change replaces it and loses its events. */
    readonly logGroupName: string;
    /** The key that encrypts the events. Its policy must let CloudWatch Logs use it for this name. */
    readonly kmsKeyArn: pulumi.Input<string>;
    /** One of CloudWatch's values, in days. */
    readonly retentionInDays: number;
    /**
     * Whether the log group, with its events, stays when the stack is destroyed. Its name is then taken for the next
     * stack that would have it. It counts from the next update on.
     */
    readonly keep: boolean;
}

/** A log group that is there before its writer: one that AWS makes itself is neither encrypted nor ever emptied. */
export function createLogGroup(
    name: string,
    args: LogGroupArgs,
    opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
        name,
        { name: args.logGroupName, kmsKeyId: args.kmsKeyArn, retentionInDays: args.retentionInDays },
        { ...opts, retainOnDelete: args.keep },
    );
}
