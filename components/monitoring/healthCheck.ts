import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { arnOf, currentAccount } from "../shared/account";
import { policyDocument, trustPolicy } from "../shared/policyDocument";
import type { AlarmDefinition, AlarmMetric } from "./alarm";

/** How the health check is scheduled. */
export interface HealthCheckArgs {
    /** The schedule is called `<identifier>-health-check`. */
    readonly identifier: string;
    /** It runs every so many minutes. */
    readonly everyMinutes: number;
    /** The access function's ARN. */
    readonly functionArn: pulumi.Input<string>;
}

/** Invokes the access function's health check again and again. What it finds, the function writes as metrics. */
export function healthCheckSchedule(
    name: string,
    { identifier, everyMinutes, functionArn }: HealthCheckArgs,
    parent: pulumi.Resource,
): aws.scheduler.Schedule {
    const account = currentAccount(parent);
    const role = new aws.iam.Role(
        `${name}-health-check`,
        {
            description: `Invokes the health check of ${identifier}`,
            // Scheduler acts for a group of schedules, not for one:
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
        `${name}-health-check`,
        {
            role: role.name,
            policy: policyDocument({ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: functionArn }),
        },
        { parent },
    );
    return new aws.scheduler.Schedule(
        `${name}-health-check`,
        {
            name: `${identifier}-health-check`,
            description: `Checks the health of ${identifier}`,
            scheduleExpression: everyMinutes === 1 ? "rate(1 minute)" : `rate(${everyMinutes} minutes)`,
            flexibleTimeWindow: { mode: "OFF" },
            target: {
                arn: functionArn,
                roleArn: role.arn,
                input: JSON.stringify({ action: "healthCheck" }),
                // The next check comes soon enough: a late one would only tell what was. Lambda's own attempts are
                // the function's to limit.
                retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
            },
        },
        { parent, dependsOn: [policy] },
    );
}

/** What the alarms on the health check depend on. */
export interface HealthThresholds {
    readonly everyMinutes: number;
    /** Each secret is rotated every so many days. */
    readonly rotationDays: number;
    /** How many days a password may be older. */
    readonly passwordGraceDays: number;
}

/** The alarms on what the health check measures. */
export function healthAlarms(namespace: string, thresholds: HealthThresholds): AlarmDefinition[] {
    const oldestDays = thresholds.rotationDays + thresholds.passwordGraceDays;
    const metric = (name: string, statistic: AlarmMetric["statistic"]): AlarmMetric => ({
        namespace,
        name,
        dimensions: {},
        statistic,
    });
    const threeChecks = {
        section: "unavailable",
        speaks: "below",
        threshold: 1,
        periodSeconds: thresholds.everyMinutes * 60,
        periods: 3,
    } as const;
    const hourly = { section: "rotation-overdue", periodSeconds: 3600, periods: 1 } as const;
    return [
        {
            ...threeChecks,
            key: "writer-unreachable",
            meaning: "The health check has not reached the writer three times in a row.",
            metric: metric("WriterReachable", "Maximum"),
            // A check that was throttled, or failed before it asked the writer, says nothing of it: the others count.
            missing: "missing",
            silent: true,
        },
        {
            ...threeChecks,
            key: "unhealthy",
            meaning:
                "The health check has failed, or has not run, three times in a row: the writer, the readers, or the function.",
            metric: metric("Healthy", "Minimum"),
            missing: "breaching",
        },
        {
            ...hourly,
            key: "rotation-overdue",
            meaning: `A password is older than ${oldestDays} days: its rotation does not work.`,
            metric: metric("PasswordAgeDays", "Maximum"),
            speaks: "above",
            threshold: oldestDays,
            // A check that failed says nothing of passwords, and an old one stays old.
            missing: "ignore",
        },
        {
            ...hourly,
            key: "rotation-unknown",
            meaning: "For an hour the health check has not found out how old each password is.",
            metric: metric("UnknownPasswordAges", "Minimum"),
            speaks: "from",
            threshold: 1,
            // Without a check another alarm speaks.
            missing: "notBreaching",
        },
    ];
}
