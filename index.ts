import * as pulumi from "@pulumi/pulumi";
import { AuroraPlatform } from "./components/auroraPlatform";
import { DatabaseAccess } from "./components/databaseAccess";
import { defaultTags } from "./components/defaultTags";
import { Network } from "./components/network";
import { loadSettings } from "./settings";

const settings = loadSettings();
const { environment, identifier, database, credentials, logRetentionDays, tracing } = settings;
const options: pulumi.ComponentResourceOptions = { transformations: [defaultTags(settings.tags)] };

const network = new Network("network", { ...settings.network, port: database.port }, options);

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
        tracing,
    },
    options,
);

const placement = { vpcId: network.vpcId, functionSubnetIds: network.functionSubnetIds };

network.recordFlows("flow-logs", { identifier, keyArn: platform.key.arn, logRetentionDays });

if (settings.decommission) {
    platform.retainedOnDestroy.apply((left) =>
        pulumi.log.warn(
            `decommission: nothing is protected any more; destroy will leave ${left.join(" and ") || "nothing"}`,
        ),
    );
}

const access = new DatabaseAccess(
    "access",
    { ...settings.access, ...placement, platform, environment, identifier, logRetentionDays, tracing },
    options,
);

/** The writer's endpoint. Applications read it from the parameters. */
export const clusterEndpoint = platform.cluster.endpoint;
/** The readers' endpoint: the writer's where there is one instance. */
export const readerEndpoint = platform.cluster.readerEndpoint;
/** The path under which applications find the connection facts. */
export const parameterPath = platform.parameterPath;
/** The secrets that applications read, by what their logins are for. */
export const secretArns = pulumi.all({
    migration: platform.credentials.secrets.migration.arn,
    application: platform.credentials.secrets.application.arn,
    reader: platform.credentials.secrets.reader.arn,
});
/** `aws lambda invoke --function-name …` */
export const accessFunctionName = access.function.name;
/** The access function's log. */
export const accessLogGroup = pulumi.interpolate`/aws/lambda/${accessFunctionName}`;
/** Left behind by `pulumi destroy`. */
export const retainedOnDestroy = platform.retainedOnDestroy;
