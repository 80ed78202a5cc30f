import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { currentAccount } from "../shared/account";
import type { AuroraPlatform } from "../aurora/auroraPlatform";
import type { DatabaseAccess } from "../access/databaseAccess";
import { describe, metricAlarm, type AlarmContext, type AlarmDefinition } from "./alarm";
import { databaseDashboard } from "./dashboard";
import { databaseAlarms, type DatabaseThresholds, type WatchedDatabase } from "./databaseAlarms";
import { eventSubscriptions } from "./rdsEvents";
import { functionAlarms } from "./functionAlarms";
import { healthAlarms, healthCheckSchedule } from "./healthCheck";
import { logAlarms, logMetricFilters, type LogThresholds } from "./logMetrics";
import { keyAlarm, keyRule } from "./keyWatch";
import { keyNotifications, notifications } from "./notifications";

/** From when on the alarms speak. Each changes in place. */
export interface MonitoringThresholds extends DatabaseThresholds, LogThresholds {
    /** An invocation of a function, in per cent of its timeout. */
    readonly durationPercent: number;
    /** How many days a password may be older than `rotationDays`. */
    readonly passwordGraceDays: number;
}

/** Arguments of {@link DatabaseMonitoring}. */
export interface DatabaseMonitoringArgs extends WatchedDatabase {
    readonly platform: AuroraPlatform;
    readonly access: DatabaseAccess;
    /** The CloudWatch namespace of what the health check and the log give. */
    readonly metricsNamespace: string;
    readonly accessTimeoutSeconds: number;
    readonly rotationTimeoutSeconds: number;
    /** Each secret is rotated every so many days. */
    readonly rotationDays: number;
    /** Who gets alarms and events by e-mail. Each has to confirm what AWS sends first. */
    readonly emails: readonly string[];
    /** Where alarms and events are posted to, kept as secrets. */
    readonly urls: readonly string[];
    /** Where the runbook is: an alarm's description ends with this and its section. */
    readonly runbookUrl: string;
    /** The health check runs every so many minutes. */
    readonly healthCheckMinutes: number;
    readonly thresholds: MonitoringThresholds;
}

/** Watches a platform and its functions: alarms, RDS's events, a scheduled health check, and one dashboard. */
export class DatabaseMonitoring extends pulumi.ComponentResource {
    /** What is told goes here. */
    readonly topic: aws.sns.Topic;
    /** "The database is unavailable": the alarm that wakes people. */
    readonly unavailable: aws.cloudwatch.CompositeAlarm;
    readonly dashboard: aws.cloudwatch.Dashboard;

    /** @param name prefix of the children's names. */
    constructor(name: string, args: DatabaseMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
        super("experimentation:database:DatabaseMonitoring", name, {}, opts);
        const { identifier, platform, access } = args;

        const told = notifications(name, { ...args, keyArn: platform.key.arn }, this);
        this.topic = told.topic;
        eventSubscriptions(
            name,
            { identifier, clusterId: platform.cluster.id, instanceIds: platform.instances.map(({ id }) => id) },
            told,
            this,
        );
        logMetricFilters(name, platform.logGroups.postgresql.name, args.metricsNamespace, this);
        healthCheckSchedule(
            name,
            { identifier, everyMinutes: args.healthCheckMinutes, functionArn: access.function.arn },
            this,
        );

        const context = { identifier, topic: this.topic, runbookUrl: args.runbookUrl, parent: this };
        const definitions = alarmDefinitions(args);
        const alarms = new Map(definitions.map((each) => [each.key, metricAlarm(name, each, context)]));
        this.unavailable = unavailableAlarm(name, alarms, context);
        const watchedKey = this.watchKey(name, args);
        const all = [this.unavailable, watchedKey, ...alarms.values()];
        this.dashboard = this.makeDashboard(name, args, all, definitions);

        this.registerOutputs({ topicArn: this.topic.arn, dashboardName: this.dashboard.dashboardName });
    }

    /** Its alarm has a topic of its own: the other one is silent without the key. */
    private watchKey(name: string, args: DatabaseMonitoringArgs): aws.cloudwatch.MetricAlarm {
        const { identifier, platform, access, runbookUrl } = args;
        keyRule(name, { identifier, keyArn: platform.key.arn, accessFunction: access.function }, this);
        const { topic } = keyNotifications(name, args, this);
        return metricAlarm(name, keyAlarm(identifier), { identifier, topic, runbookUrl, parent: this });
    }

    private makeDashboard(
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
    const access = {
        key: "access",
        name: `${identifier}-access`,
        timeoutSeconds: args.accessTimeoutSeconds,
        errors: {
            section: "access-errors",
            meaning: "An invocation of the access function ended without an answer: it crashed, or took too long.",
        },
    };
    const rotation = {
        key: "rotation",
        name: `${identifier}-rotation`,
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
        ...healthAlarms(metricsNamespace, { ...args, ...thresholds, everyMinutes: args.healthCheckMinutes }),
        ...logAlarms(metricsNamespace, thresholds),
    ];
}

/** Only what is said of the writer itself: a function that fails or is throttled has alarms of its own. */
function unavailableAlarm(
    name: string,
    alarms: ReadonlyMap<string, aws.cloudwatch.MetricAlarm>,
    context: AlarmContext,
): aws.cloudwatch.CompositeAlarm {
    const speaks = (key: string) => pulumi.interpolate`ALARM("${alarms.get(key)?.name ?? ""}")`;
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
            alarmRule: pulumi.interpolate`${speaks("writer-silent")} OR ${speaks("writer-unreachable")}`,
            alarmActions: [context.topic.arn],
            okActions: [context.topic.arn],
        },
        { parent: context.parent },
    );
}
