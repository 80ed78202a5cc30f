import { readAccess } from "./access";
import { readAllowedAccountIds } from "./accounts";
import { findPartition, regionProblem } from "./aws/regions";
import { readBuckets, requirePortBesideBuckets } from "./buckets";
import { requireConnectionBudget } from "./capacity/connectionBudget";
import { checkPauses } from "./capacity/pauses";
import { Configuration } from "./configReader";
import { readSecretReaders } from "./credentials";
import { readDatabase } from "./database";
import { deepFreeze } from "./deepFreeze";
import { readImports } from "./imports";
import { readMonitoring } from "./monitoring";
import { identifierProblem, parameterPathProblem, policyArnProblem, tagProblem } from "./names";
import { didYouMean, nearest } from "./nearest";
import { readNetwork } from "./network";
import { requireProduction } from "./production";
import { restoreKeys } from "./restore";
import { type CommonSettings, type Environment, environments, type Settings } from "./settings";

/**
 * Reads and checks a stack's configuration.
 *
 * @param values the result of `configuredValues`.
 * @param stack the stack's name.
 * @throws ConfigurationError with every error, one per line.
 */
export function parseSettings(values: Readonly<Record<string, string>>, stack: string): Settings {
    const config = new Configuration(values);
    const region = config.text("aws:region");
    config.check("aws:region", regionProblem(region));
    const allowedAccountIds = readAllowedAccountIds(config);
    const environment = readEnvironment(config, stack);
    const decommission = readDecommission(config, stack);
    const production = environment === "prod";
    const { common, tags, permissionsBoundaryArn } = readStack(config, environment, region, decommission);
    const buckets = readBuckets(config, region);
    const network = readNetwork(config, region, buckets);
    const database = readDatabase(config, common, buckets, region);
    requirePortBesideBuckets(config, database.port, network.kind === "new" ? buckets : undefined);
    const secretReaderArns = readSecretReaders(config, region);
    const access = readAccess(config, database);
    checkPauses(config, database, access);
    const imports = readImports(config, common.identifier);
    config.require(
        "imports",
        database.restore === undefined || imports["Cluster::database"] === undefined,
        "a cluster that is taken over has its data; remove Cluster::database, or the key that restores",
        ...restoreKeys,
    );
    const monitoring = readMonitoring(config, { database, access });
    const settings: Settings = {
        stack,
        environment,
        production,
        region,
        allowedAccountIds,
        tags,
        permissionsBoundaryArn,
        decommission,
        imports,
        network: { ...network, port: database.port, buckets },
        database,
        secretReaderArns,
        access,
        monitoring,
    };
    if (production && !decommission) {
        requireProduction(config, settings);
    }
    requireConnectionBudget(config, settings);
    config.finish(stack);
    return deepFreeze(settings);
}

function readEnvironment(config: Configuration, stack: string): Environment {
    const name = config.text("environment") || stack;
    const environment = environments.find((each) => each === name);
    config.require(
        "environment",
        environment !== undefined,
        `the environment would be ${name}, which is none of ${environments.join(", ")}; set it to the one that this stack is` +
            didYouMean(nearest(name, environments)),
    );
    return environment ?? "dev";
}

function readDecommission(config: Configuration, stack: string): boolean {
    const value = config.text("decommission");
    config.require(
        "decommission",
        value === "" || value === stack,
        `is not this stack's name; remove it, or set it to ${stack} to lift every protection of the stack's data`,
    );
    return value === stack && stack !== "";
}

/** The settings of the stack as a whole; `common` is part of several components' arguments. */
function readStack(config: Configuration, environment: Environment, region: string, decommission: boolean) {
    const identifier = config.text("identifier") || `experimentation-${environment}`;
    config.check("identifier", identifierProblem(identifier));
    const parameterPath = config.text("parameterPath") || `/experimentation/${environment}/database/`;
    config.check("parameterPath", parameterPathProblem(parameterPath));
    const handOver = config.text("parameterHandOver");
    config.check("parameterHandOver", handOver === "" ? undefined : parameterPathProblem(handOver));
    const boundary = config.text("permissionsBoundaryArn");
    config.require(
        "permissionsBoundaryArn",
        boundary === "" || policyArnProblem(boundary, region) === undefined,
        policyArnProblem(boundary, region) ?? "",
        "aws:region",
    );
    const tracing = config.flag("tracing");
    // https://docs.amazonaws.cn/en_us/aws/latest/userguide/lambda.html
    config.require(
        "tracing",
        !tracing || findPartition(region)?.id !== "aws-cn",
        "Lambda does not send traces to X-Ray in China; set it to false",
        "aws:region",
    );
    const owner = config.text("owner");
    config.check("owner", tagProblem(owner));
    const costCentre = config.text("costCentre");
    config.check("costCentre", tagProblem(costCentre));
    const common: CommonSettings = {
        environment,
        identifier,
        parameterPath,
        parameterHandOver: handOver === "" ? undefined : handOver,
        logRetentionDays: config.oneOf("logRetentionDays", logRetentions),
        keepLogs: environment === "prod",
        tracing,
        protect: !decommission,
    };
    return {
        common,
        tags: { environment, owner, "cost-centre": costCentre, "managed-by": "pulumi" },
        permissionsBoundaryArn: boundary === "" ? undefined : boundary,
    };
}

/** The values that `PutRetentionPolicy` of CloudWatch Logs accepts. */
const logRetentions: readonly number[] = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
