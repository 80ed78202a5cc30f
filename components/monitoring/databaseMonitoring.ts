import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseAccess } from "../access/databaseAccess";
import type { AuroraPlatform } from "../aurora/auroraPlatform";
import { currentAccount } from "../shared/account";
import { functionNames } from "../shared/physicalNames";
import { type AlarmContext, type AlarmDefinition, createMetricAlarm, describe } from "./alarm";
import { databaseDashboard } from "./dashboard";
import { databaseAlarms, type DatabaseThresholds, type WatchedDatabase } from "./databaseAlarms";
import { functionAlarms } from "./functionAlarms";
import { createHealthCheckSchedule, healthAlarms } from "./healthCheck";
import { createKeyRule, keyAlarm } from "./keyWatch";
import { createLogMetricFilters, logAlarms, type LogThresholds } from "./logMetrics";
import { createKeyNotifications, createNotifications } from "./notifications";
import { createEventSubscriptions } from "./rdsEvents";

/** The thresholds of the alarms. A change is made in place. */
export interface MonitoringThresholds extends DatabaseThresholds, LogThresholds {
    /** The duration of an invocation, as a percentage of the function's time-out. */
    readonly durationPercent: number;
    /** The days that a password may be older than `rotationDays`. */
    readonly passwordGraceDays: number;
}

/** Arguments of {@link DatabaseMonitoring}. */
export interface DatabaseMonitoringArgs extends WatchedDatabase {
    readonly platform: AuroraPlatform;
    readonly access: DatabaseAccess;
    /** The CloudWatch namespace of the metrics of health check and log. */
    readonly metricsNamespace: string;
    readonly accessTimeoutSeconds: number;
    readonly rotationTimeoutSeconds: number;
    /** The days between two rotations of a secret. */
    readonly rotationDays: number;
    /** E-mail addresses for alarms and events. Each recipient must confirm AWS's first message. */
    readonly emails: readonly string[];
    /** URLs for alarms and events, kept as secrets. */
    readonly urls: readonly string[];
    /** The address of the runbook. An alarm's description ends with it and the section. */
    readonly runbookUrl: string;
    /** The minutes between two health checks. */
    readonly healthCheckMinutes: number;
    readonly thresholds: MonitoringThresholds;
}

/** Monitors a platform and its functions: alarms, RDS events, a scheduled health check and one dashboard. */
export class DatabaseMonitoring extends pulumi.ComponentResource {
    /** The topic of alarms and events. */
    readonly topic: aws.sns.Topic;
    /** The alarm "the database is unavailable": the one to page people for. */
    readonly unavailable: aws.cloudwatch.CompositeAlarm;
    readonly dashboard: aws.cloudwatch.Dashboard;

    /** @param name prefix of the children's names. */
    constructor(name: string, args: DatabaseMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
        super("experimentation:database:DatabaseMonitoring", name, {}, opts);
        const { identifier, platform, access, emails, urls } = args;

        const notifications = createNotifications(name, { identifier, keyArn: platform.key.arn, emails, urls }, this);
        this.topic = notifications.topic;
        createEventSubscriptions(
            name,
            { identifier, clusterId: platform.cluster.id, instanceIds: platform.instances.map(({ id }) => id) },
            notifications,
            this,
        );
        createLogMetricFilters(name, platform.logGroups.postgresql.name, args.metricsNamespace, this);
        createHealthCheckSchedule(
            name,
            { identifier, everyMinutes: args.healthCheckMinutes, functionArn: access.function.arn },
            this,
        );

        const context = { identifier, topic: this.topic, runbookUrl: args.runbookUrl, parent: this };
        const definitions = alarmDefinitions(args);
        const alarms = new Map(definitions.map((each) => [each.key, createMetricAlarm(name, each, context)]));
        this.unavailable = createUnavailableAlarm(name, alarms, context);
        const keyLost = this.createKeyAlarm(name, args);
        const all = [this.unavailable, keyLost, ...alarms.values()];
        this.dashboard = this.createDashboard(name, args, all, definitions);

        this.registerOutputs({ topicArn: this.topic.arn, dashboardName: this.dashboard.dashboardName });
    }

    /** The alarm on the key has its own topic, because the other topic does not work without the key. */
    private createKeyAlarm(name: string, args: DatabaseMonitoringArgs): aws.cloudwatch.MetricAlarm {
        const { identifier, platform, access, runbookUrl } = args;
        createKeyRule(name, { identifier, keyArn: platform.key.arn, accessFunction: access.function }, this);
        const { topic } = createKeyNotifications(name, args, this);
        return createMetricAlarm(name, keyAlarm(identifier), { identifier, topic, runbookUrl, parent: this });
    }

    private createDashboard(
        name: string,
        args: DatabaseMonitoringArgs,
        alarms: readonly { readonly arn: pulumi.Output<string> }[],
        definitions: readonly AlarmDefinition[],
    ): aws.cloudwatch.Dashboard {
        const { platform, access } = args;
        const content = {
            region: currentAccount(this).region,
            alarmArns: alarms.map(({ arn }) => arn),
            functionNames: { access: access.function.name, rotation: platform.credentials.rotationFunction.name },
            logGroups: { postgresql: platform.logGroups.postgresql.name, access: access.logGroup.name },
        };
        const thresholds = new Map(definitions.map(({ key, threshold }) => [key, threshold]));
        const known = { database: args, thresholds, namespace: args.metricsNamespace };
        return new aws.cloudwatch.Dashboard(
            name,
            {
                dashboardName: args.identifier,
                dashboardBody: pulumi.output(content).apply((each) => databaseDashboard({ ...each, ...known })),
            },
            { parent: this },
        );
    }
}

function alarmDefinitions(args: DatabaseMonitoringArgs): AlarmDefinition[] {
    const { identifier, thresholds, metricsNamespace } = args;
    const names = functionNames(identifier);
    const access = {
        key: "access",
        name: names.access,
        timeoutSeconds: args.accessTimeoutSeconds,
        errors: {
            section: "access-errors",
            meaning: "An invocation of the access function ended without an answer: it crashed, or took too long.",
        },
    };
    const rotation = {
        key: "rotation",
        name: names.rotation,
        timeoutSeconds: args.rotationTimeoutSeconds,
        errors: {
            section: "rotation-failed",
            meaning: "A step of a rotation failed. The current passwords still work.",
        },
    };
    return [
        ...databaseAlarms(args, thresholds),
        ...functionAlarms(access, thresholds.durationPercent),
        ...functionAlarms(rotation, thresholds.durationPercent),
        ...healthAlarms(metricsNamespace, {
            everyMinutes: args.healthCheckMinutes,
            rotationDays: args.rotationDays,
            passwordGraceDays: thresholds.passwordGraceDays,
        }),
        ...logAlarms(metricsNamespace, thresholds),
    ];
}

/** Combines only the alarms on the writer. A failing or throttled function has its own alarms. */
function createUnavailableAlarm(
    name: string,
    alarms: ReadonlyMap<string, aws.cloudwatch.MetricAlarm>,
    context: AlarmContext,
): aws.cloudwatch.CompositeAlarm {
    const inAlarm = (key: string) => pulumi.interpolate`ALARM("${alarms.get(key)?.name ?? ""}")`;
    return new aws.cloudwatch.CompositeAlarm(
        `${name}-unavailable`,
        {
            alarmName: `${context.identifier}-unavailable`,
            alarmDescription: describe(
                {
                    section: "unavailable",
                    meaning: "The database is unavailable: there is no writer, or it cannot be reached.",
                },
                context,
            ),
            alarmRule: pulumi.interpolate`${inAlarm("writer-silent")} OR ${inAlarm("writer-unreachable")}`,
            alarmActions: [context.topic.arn],
            okActions: [context.topic.arn],
        },
        { parent: context.parent },
    );
}
