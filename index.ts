import "./nodeVersion.cjs";
import * as pulumi from "@pulumi/pulumi";
import { DatabaseAccess } from "./components/access/databaseAccess";
import { limitSecretAccess } from "./components/access/secretAccess";
import { checkAdoption } from "./components/aurora/adoption";
import { AuroraPlatform } from "./components/aurora/auroraPlatform";
import { checkRestore } from "./components/aurora/restoreCheck";
import { DatabaseMonitoring } from "./components/monitoring/databaseMonitoring";
import { Network } from "./components/network/network";
import { defaultTags } from "./components/shared/defaultTags";
import { importExisting } from "./components/shared/imports";
import { permissionsBoundary } from "./components/shared/permissionsBoundary";
import { functionLogGroupName } from "./components/shared/physicalNames";
import { loadSettings, logWarnings } from "./settings";
import { transforms } from "./transforms";

/**
 * Registers a stack's resources. Pulumi runs it: the properties of the result are the stack's outputs.
 *
 * A function, because the zones of a new VPC have to be known before the resources that depend on them are registered.
 */
export = async () => {
    const settings = loadSettings();
    const { database, secretReaderArns: readerArns } = settings;
    const ownTransforms = transforms(settings);
    const imports = importExisting(settings.imports);
    const options: pulumi.ComponentResourceOptions = {
        transformations: [
            ...ownTransforms,
            defaultTags(settings.tags),
            permissionsBoundary(settings.permissionsBoundaryArn),
            imports,
        ],
    };

    await checkAdoption("database", {
        ...database,
        imports: settings.imports,
        tags: settings.tags,
        network: settings.network,
    });
    const restore = await checkRestore(database);

    const network = await Network.create("network", settings.network, options);
    const { vpcId, functionSubnetIds } = network;

    const platform = new AuroraPlatform("database", { ...database, restore, network }, options);
    const { cluster, credentials, key } = platform;

    network.createFlowLogs("flow-logs", {
        identifier: database.identifier,
        keyArn: key.arn,
        logRetentionDays: database.logRetentionDays,
        keepLogs: database.keepLogs,
    });

    logWarnings(settings, platform.retainedOnDestroy);

    const access = new DatabaseAccess("access", { ...settings.access, platform, vpcId, functionSubnetIds }, options);

    limitSecretAccess("database", { credentials, access, readerArns }, platform);

    const monitoring =
        settings.monitoring &&
        new DatabaseMonitoring("monitoring", { ...settings.monitoring, platform, access }, options);

    for (const used of [...ownTransforms, imports]) used.refuseUnused();

    return {
        /** The writer's endpoint. Applications read it from the parameters. */
        clusterEndpoint: cluster.endpoint,
        /** The readers' endpoint, which is the writer's if there is one instance. */
        readerEndpoint: cluster.readerEndpoint,
        /** The path of the SSM parameters from which applications read how to connect. */
        parameterPath: platform.parameterPath,
        /** The secrets that applications read, by the kind of their logins. */
        secretArns: pulumi.all({
            migration: credentials.secrets.migration.arn,
            application: credentials.secrets.application.arn,
            reader: credentials.secrets.reader.arn,
        }),
        /** `aws lambda invoke --function-name …` */
        accessFunctionName: access.function.name,
        /** The access function's log group. */
        accessLogGroup: access.function.name.apply(functionLogGroupName),
        ...(monitoring && {
            /** The SNS topic of alarms and events. Subscribe to it. */
            notificationTopicArn: monitoring.topic.arn,
            /** The dashboard in CloudWatch. */
            dashboardName: monitoring.dashboard.dashboardName,
        }),
        /** The resources that `pulumi destroy` retains. */
        retainedOnDestroy: platform.retainedOnDestroy,
    };
};
