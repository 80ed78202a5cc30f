import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Arguments of a log group. */
export interface LogGroupArgs {
    /** The log group's name. A change replaces it and loses its events. */
    readonly logGroupName: string;
    /** The key that encrypts the events. Its policy must let CloudWatch Logs use it for this name. */
    readonly kmsKeyArn: pulumi.Input<string>;
    /** Retention in days; one of the values that CloudWatch accepts. */
    readonly retentionInDays: number;
    /**
     * Whether the log group and its events stay when the stack is destroyed. The name then remains in use, so another
     * stack cannot create a log group with it. A change takes effect with the next update.
     */
    readonly keep: boolean;
}

/**
 * Creates a log group before its writer does: a log group that an AWS service creates by itself has no customer managed
 * key and keeps its events forever.
 */
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
