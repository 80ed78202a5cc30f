import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { arnOf, currentAccount } from "./account";
import { policyDocument, trustPolicy } from "./policyDocument";

/** The arguments of {@link createFunctionSchedule}. Every change but the name's is made in place. */
export interface FunctionScheduleArgs {
    readonly scheduleName: string;
    readonly description: string;
    /** The description of the role with which the schedule invokes the function. */
    readonly roleDescription: string;
    /** Minutes between two invocations. */
    readonly minutes: number;
    readonly functionArn: pulumi.Input<string>;
    /** The action of the event that the function gets. */
    readonly action: string;
}

/**
 * Creates a schedule of EventBridge Scheduler that invokes a function, and a role that may do only that.
 *
 * @param name logical name of the schedule, the role and its policy.
 */
export function createFunctionSchedule(
    name: string,
    { scheduleName, description, roleDescription, minutes, functionArn, action }: FunctionScheduleArgs,
    parent: pulumi.Resource,
): void {
    const account = currentAccount(parent);
    const role = new aws.iam.Role(
        name,
        {
            description: roleDescription,
            // The source ARN names a group of schedules, because Scheduler does not act for a single one:
            // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
            assumeRolePolicy: trustPolicy("scheduler.amazonaws.com", {
                StringEquals: {
                    "aws:SourceAccount": account.accountId,
                    "aws:SourceArn": arnOf(account, "scheduler", "schedule-group/default"),
                },
            }),
        },
        { parent },
    );
    const policy = new aws.iam.RolePolicy(
        name,
        {
            role: role.name,
            policy: policyDocument({ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: functionArn }),
        },
        { parent },
    );
    new aws.scheduler.Schedule(
        name,
        {
            name: scheduleName,
            description,
            scheduleExpression: minutes === 1 ? "rate(1 minute)" : `rate(${minutes} minutes)`,
            flexibleTimeWindow: { mode: "OFF" },
            target: {
                arn: functionArn,
                roleArn: role.arn,
                input: JSON.stringify({ action }),
                // A late invocation has no value, because the next one follows soon. The function's own configuration
                // limits Lambda's retries.
                retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
            },
        },
        { parent, dependsOn: [policy] },
    );
}
