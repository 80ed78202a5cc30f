import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** The arguments of a log group. */
export interface LogGroupArgs {
    /** The log group's name. A change replaces it and loses its events. */
    readonly logGroupName: string;
    /** The key that encrypts the events. Its policy must let CloudWatch Logs use it for this name. */
    readonly kmsKeyArn: pulumi.Input<string>;
    /** One of CloudWatch's values, in days. */
    readonly retentionInDays: number;
    /**
     * Whether the log group and its events remain when the stack is destroyed. Another stack cannot create a log group
     * of the same name then. A change takes effect with the next update.
     */
    readonly keep: boolean;
}

/** Creates a log group before its writer, because one that AWS creates is neither encrypted nor does it expire. */
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
