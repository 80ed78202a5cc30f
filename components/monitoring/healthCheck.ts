import type * as pulumi from "@pulumi/pulumi";
import { createFunctionSchedule } from "../shared/functionSchedule";
import type { AlarmDefinition, AlarmMetric } from "./alarm";
import type { DatabaseMonitoringArgs } from "./monitoringArgs";

/**
 * Whether the health check is scheduled. It would keep instances awake that pause
 * (docs/decisions/0013-paused-databases.md).
 */
export function isHealthCheckScheduled({ instances }: Pick<DatabaseMonitoringArgs, "instances">): boolean {
    return !instances.some(({ pauses }) => pauses);
}

/** The arguments of the health check's schedule, whose name is `<identifier>-health-check`. */
export interface HealthCheckArgs extends Pick<DatabaseMonitoringArgs, "identifier" | "healthCheckMinutes"> {
    /** The access function's ARN. */
    readonly functionArn: pulumi.Input<string>;
}

/** Schedules the access function's health check. The function writes the results as metrics. */
export function createHealthCheckSchedule(
    name: string,
    { identifier, healthCheckMinutes, functionArn }: HealthCheckArgs,
    parent: pulumi.Resource,
): void {
    createFunctionSchedule(
        `${name}-health-check`,
        {
            scheduleName: `${identifier}-health-check`,
            description: `Checks the health of ${identifier}`,
            roleDescription: `Invokes the health check of ${identifier}`,
            minutes: healthCheckMinutes,
            functionArn,
            action: "healthCheck",
        },
        parent,
    );
}

/** The arguments of the alarms on the health check. */
export type HealthAlarmsArgs = Pick<
    DatabaseMonitoringArgs,
    "metricsNamespace" | "healthCheckMinutes" | "rotationDays" | "thresholds"
>;

/** The alarms on the metrics of the health check. */
export function healthAlarms(args: HealthAlarmsArgs): AlarmDefinition[] {
    const oldestDays = args.rotationDays + args.thresholds.passwordGraceDays;
    const metric = (name: string, statistic: AlarmMetric["statistic"]): AlarmMetric => ({
        namespace: args.metricsNamespace,
        name,
        dimensions: {},
        statistic,
    });
    const threeChecks = {
        section: "unavailable",
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        periodSeconds: args.healthCheckMinutes * 60,
        periods: 3,
    } as const;
    const hourly = { section: "rotation-overdue", periodSeconds: 3600, periods: 1 } as const;
    return [
        {
            ...threeChecks,
            key: "writer-unreachable",
            meaning: "The health check has not reached the writer three times in a row.",
            metric: metric("WriterReachable", "Maximum"),
            // A check that was throttled or failed before it queried the writer has no value; the other checks count.
            treatMissingData: "missing",
            actionsEnabled: false,
        },
        {
            ...threeChecks,
            key: "unhealthy",
            meaning:
                "The health check has failed, or has not run, three times in a row: the writer, the readers, or the function.",
            metric: metric("Healthy", "Minimum"),
            treatMissingData: "breaching",
        },
        {
            ...hourly,
            key: "rotation-overdue",
            meaning: `A password is older than ${oldestDays} days: its rotation does not work.`,
            metric: metric("PasswordAgeDays", "Maximum"),
            comparisonOperator: "GreaterThanThreshold",
            threshold: oldestDays,
            // A failed check has no value, and an old password stays old.
            treatMissingData: "ignore",
        },
        {
            ...hourly,
            key: "rotation-unknown",
            meaning: "For an hour the health check has not found out how old each password is.",
            metric: metric("UnknownPasswordAges", "Minimum"),
            comparisonOperator: "GreaterThanOrEqualToThreshold",
            threshold: 1,
            // If the check does not run, another alarm goes off.
            treatMissingData: "notBreaching",
        },
    ];
}
