import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { currentAccount } from "../shared/account";
import { type AlarmContext, type AlarmDefinition, createMetricAlarm, describe } from "./alarm";
import { alarmDefinitions } from "./alarmDefinitions";
import { createBackupRules } from "./backupWatch";
import { databaseDashboard } from "./dashboard";
import { createHealthCheckSchedule, isHealthCheckScheduled } from "./healthCheck";
import { createKeyRule, keyAlarm } from "./keyWatch";
import { createLogMetricFilters } from "./logMetrics";
import type { DatabaseMonitoringArgs } from "./monitoringArgs";
import { createKeyNotifications, createNotifications } from "./notifications";
import { createEventSubscriptions } from "./rdsEvents";

/** Monitors a platform and its functions: alarms, RDS events, a scheduled health check and one dashboard. */
export class DatabaseMonitoring extends pulumi.ComponentResource {
    /** The topic of alarms and events. */
    readonly topic: aws.sns.Topic;
    /** The alarm "the database is unavailable": the one to page people for. Undefined if the writer pauses. */
    readonly unavailable: aws.cloudwatch.CompositeAlarm | undefined;
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
        if (isHealthCheckScheduled(args)) {
            createHealthCheckSchedule(
                name,
                { identifier, healthCheckMinutes: args.healthCheckMinutes, functionArn: access.function.arn },
                this,
            );
        }

        if (platform.backupVault !== undefined) {
            const { cluster, backupVault } = platform;
            const watched = { identifier, clusterArn: cluster.arn, vaultArn: backupVault.arn };
            const copyVaultArns = (args.backups?.copies?.vaults ?? []).map(({ arn }) => arn);
            createBackupRules(name, { ...watched, copyVaultArns, accessFunction: access.function }, this);
        }

        const context = { identifier, topic: this.topic, runbookUrl: args.runbookUrl, parent: this };
        const definitions = alarmDefinitions(args);
        const alarms = new Map(definitions.map((each) => [each.key, createMetricAlarm(name, each, context)]));
        this.unavailable = args.instances[0].pauses ? undefined : createUnavailableAlarm(name, alarms, context);
        const keyLost = this.createKeyAlarm(name, args);
        const all = [...(this.unavailable === undefined ? [] : [this.unavailable]), keyLost, ...alarms.values()];
        this.dashboard = this.createDashboard(name, args, all, definitions);

        this.registerOutputs({ topicArn: this.topic.arn, dashboardName: this.dashboard.dashboardName });
    }

    /** The alarm on the key has its own topic, because the other topic does not work without the key. */
    private createKeyAlarm(name: string, args: DatabaseMonitoringArgs): aws.cloudwatch.MetricAlarm {
        const { identifier, platform, access, emails, urls, runbookUrl } = args;
        const checksHealth = isHealthCheckScheduled(args);
        const watched = { identifier, keyArn: platform.key.arn, accessFunction: access.function, checksHealth };
        createKeyRule(name, watched, this);
        const { topic } = createKeyNotifications(name, { identifier, emails, urls }, this);
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

/**
 * Combines only the alarms on the writer, as far as there are any. A failing or throttled function has its own alarms.
 */
function createUnavailableAlarm(
    name: string,
    alarms: ReadonlyMap<string, aws.cloudwatch.MetricAlarm>,
    context: AlarmContext,
): aws.cloudwatch.CompositeAlarm {
    const parts = ["writer-silent", "writer-unreachable"].flatMap((key) => alarms.get(key) ?? []);
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
            alarmRule: pulumi
                .all(parts.map(({ name: part }) => part))
                .apply((names) => names.map((each) => `ALARM("${each}")`).join(" OR ")),
            alarmActions: [context.topic.arn],
            okActions: [context.topic.arn],
        },
        { parent: context.parent },
    );
}
