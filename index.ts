import "./nodeVersion.cjs";
import * as pulumi from "@pulumi/pulumi";
import { AuroraPlatform } from "./components/aurora/auroraPlatform";
import { DatabaseAccess } from "./components/access/databaseAccess";
import { DatabaseMonitoring } from "./components/monitoring/databaseMonitoring";
import { defaultTags } from "./components/shared/defaultTags";
import { Network } from "./components/network/network";
import { permissionsBoundary } from "./components/shared/permissionsBoundary";
import { limitSecretAccess } from "./components/access/secretAccess";
import { isTemplate, loadSettings, templateAccountId } from "./settings";

/**
 * Registers a stack's resources. Pulumi runs it: the properties of the result are the stack's outputs.
 *
 * A function, since a new VPC's zones have to be known before anything is registered that depends on them.
 */
export = async () => {
    const settings = loadSettings();
    const { environment, identifier, database, credentials, logRetentionDays, keepLogs, tracing } = settings;
    const metricsNamespace = `experimentation-database/${identifier}`;
    const options: pulumi.ComponentResourceOptions = {
        transformations: [defaultTags(settings.tags), permissionsBoundary(settings.permissionsBoundaryArn)],
    };

    const network = await Network.create("network", { ...settings.network, port: database.port }, options);

    const platform = new AuroraPlatform(
        "database",
        {
            ...database,
            ...credentials,
            environment,
            identifier,
            network,
            parameterPath: settings.parameterPath,
            protect: settings.protect,
            logRetentionDays,
            keepLogs,
            tracing,
        },
        options,
    );

    const placement = { vpcId: network.vpcId, functionSubnetIds: network.functionSubnetIds };

    network.createFlowLogs("flow-logs", { identifier, keyArn: platform.key.arn, logRetentionDays, keepLogs });

    if (settings.region.startsWith("us-gov-")) {
        void pulumi.log.warn(
            `aws:region: ${settings.region}: AWS says that Lambda has no JSON log format there, which both functions ` +
                "are made with; see docs/regions.md",
        );
    }

    if (settings.decommission) {
        platform.retainedOnDestroy.apply((left) =>
            pulumi.log.warn(
                `decommission: nothing is protected any more; destroy will leave ${left.join(" and ") || "nothing"}`,
            ),
        );
    } else if (settings.production && settings.monitoring !== undefined) {
        const { emails, urls, runbookUrl } = settings.monitoring;
        if (isTemplate(settings)) {
            void pulumi.log.warn(
                `aws:allowedAccountIds: ${templateAccountId} is the account of AWS's examples; set your own to deploy`,
            );
        }
        if (emails.length + urls.length === 0) {
            void pulumi.log.warn("monitoring: alarms reach nobody; set alarmEmails or alarmUrls");
        }
        if (!runbookUrl.startsWith("https://")) {
            void pulumi.log.warn(`monitoring: alarms link to ${runbookUrl}; set runbookUrl to where it can be opened`);
        }
    }

    const access = new DatabaseAccess(
        "access",
        {
            ...settings.access,
            ...placement,
            platform,
            environment,
            identifier,
            logRetentionDays,
            keepLogs,
            tracing,
            metricsNamespace,
        },
        options,
    );

    limitSecretAccess(
        "database",
        { credentials: platform.credentials, access, readerArns: credentials.readerArns },
        platform,
    );

    const monitoring =
        settings.monitoring === undefined
            ? undefined
            : new DatabaseMonitoring(
                  "monitoring",
                  {
                      ...settings.monitoring,
                      ...database,
                      identifier,
                      platform,
                      access,
                      metricsNamespace,
                      accessTimeoutSeconds: settings.access.timeoutSeconds,
                      rotationTimeoutSeconds: credentials.rotationTimeoutSeconds,
                      rotationDays: credentials.rotationDays,
                  },
                  options,
              );

    return {
        /** The writer's endpoint. Applications read it from the parameters. */
        clusterEndpoint: platform.cluster.endpoint,
        /** The readers' endpoint: the writer's where there is one instance. */
        readerEndpoint: platform.cluster.readerEndpoint,
        /** The path under which applications find the connection facts. */
        parameterPath: platform.parameterPath,
        /** The secrets that applications read, by what their logins are for. */
        secretArns: pulumi.all({
            migration: platform.credentials.secrets.migration.arn,
            application: platform.credentials.secrets.application.arn,
            reader: platform.credentials.secrets.reader.arn,
        }),
        /** `aws lambda invoke --function-name …` */
        accessFunctionName: access.function.name,
        /** The access function's log. */
        accessLogGroup: pulumi.interpolate`/aws/lambda/${access.function.name}`,
        ...(monitoring && {
            /** Where alarms and events go: subscribe to it. */
            notificationTopicArn: monitoring.topic.arn,
            /** The dashboard in CloudWatch. */
            dashboardName: monitoring.dashboard.dashboardName,
        }),
        /** Left behind by `pulumi destroy`. */
        retainedOnDestroy: platform.retainedOnDestroy,
    };
};
