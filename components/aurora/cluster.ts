import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ExportedLogGroups } from "./clusterLogs";
import type { ClusterParametersArgs } from "./parameters/clusterParameters";
import { createParameterGroup } from "./parameters/parameterGroup";
import type { AuroraPlatformArgs } from "./platformArgs";
import { onlyAtCreation, originOf, originTags } from "./restore";
import { createSubnetGroup, finalSnapshotName, type SubnetGroupArgs, type SubnetGroupResources } from "./subnetGroup";

/** Arguments of {@link createCluster}. */
export type ClusterArgs = SubnetGroupArgs &
    ClusterParametersArgs &
    Pick<
        AuroraPlatformArgs,
        | "engineVersion"
        | "minorVersions"
        | "allowMajorVersionUpgrade"
        | "blueGreenMajorVersion"
        | "applyImmediately"
        | "restore"
        | "port"
        | "extraSecurityGroupIds"
        | "storageType"
        | "capacity"
        | "dataApi"
        | "insights"
        | "backupRetentionDays"
        | "backupWindow"
        | "maintenanceWindow"
        | "deletionProtection"
        | "protect"
        | "finalSnapshot"
        | "retainBackups"
    >;

/** Resources that the cluster depends on. */
export interface ClusterResources extends SubnetGroupResources {
    /** The log groups of the exported logs, which have to exist before the cluster. */
    readonly logGroups: ExportedLogGroups;
}

/** Creates the cluster with its subnet group and its parameter group. */
export function createCluster(
    name: string,
    args: ClusterArgs,
    resources: ClusterResources,
    parent: pulumi.Resource,
): aws.rds.Cluster {
    const { key, securityGroup, logGroups } = resources;
    const subnetGroup = createSubnetGroup(name, args, resources, parent);
    const parameterGroup = createParameterGroup(name, args, parent);
    if (args.blueGreenMajorVersion !== undefined) {
        createParameterGroup(name, { ...args, majorVersion: args.blueGreenMajorVersion }, parent);
    }
    return new aws.rds.Cluster(
        name,
        {
            clusterIdentifier: args.identifier,
            engine: "aurora-postgresql",
            engineVersion: args.engineVersion,
            engineLifecycleSupport: "open-source-rds-extended-support-disabled",
            allowMajorVersionUpgrade: args.allowMajorVersionUpgrade,
            autoMinorVersionUpgrade: args.minorVersions === "automatic",
            applyImmediately: args.applyImmediately,
            ...originOf(args),
            port: args.port,
            manageMasterUserPassword: true,
            masterUserSecretKmsKeyId: key.arn,
            iamDatabaseAuthenticationEnabled: true,
            enableHttpEndpoint: args.dataApi && true,
            storageEncrypted: true,
            kmsKeyId: key.arn,
            storageType: storageTypes[args.storageType],
            serverlessv2ScalingConfiguration: args.capacity && {
                minCapacity: args.capacity.min,
                maxCapacity: args.capacity.max,
                secondsUntilAutoPause: args.capacity.pauseAfterSeconds,
            },
            dbSubnetGroupName: subnetGroup.name,
            vpcSecurityGroupIds: [securityGroup.id, ...args.extraSecurityGroupIds],
            dbClusterParameterGroupName: parameterGroup.name,
            ...insightsOf(args, key),
            enabledCloudwatchLogsExports: Object.keys(logGroups),
            backupRetentionPeriod: args.backupRetentionDays,
            preferredBackupWindow: args.backupWindow,
            preferredMaintenanceWindow: args.maintenanceWindow,
            copyTagsToSnapshot: true,
            deletionProtection: args.deletionProtection,
            skipFinalSnapshot: !args.finalSnapshot,
            finalSnapshotIdentifier: args.finalSnapshot ? finalSnapshotName(args.identifier, subnetGroup) : undefined,
            deleteAutomatedBackups: args.retainBackups ? false : undefined,
            tags: {
                Name: args.identifier,
                ...originTags(args.restore),
                ...(args.dataApi?.reason !== undefined && { "data-api-reason": args.dataApi.reason }),
            },
        },
        {
            parent,
            protect: args.protect,
            ignoreChanges: onlyAtCreation,
            dependsOn: Object.values(logGroups),
            // The identifier is fixed, so the old cluster has to be deleted first.
            deleteBeforeReplace: true,
        },
    );
}

/** RDS's names. `standard` is set too, because without the argument the provider keeps the cluster's current type. */
const storageTypes = { standard: "aurora", ioOptimized: "aurora-iopt1" } as const;

/**
 * RDS enables the advanced mode only together with the cluster's Performance Insights, in one call. In the standard
 * mode only the instances have Performance Insights, because RDS refuses those of the cluster in a restore.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.TurningOnAdvanced.html
 */
function insightsOf({ insights }: ClusterArgs, key: aws.kms.Key) {
    return insights.mode === "standard"
        ? { databaseInsightsMode: insights.mode }
        : {
              databaseInsightsMode: insights.mode,
              performanceInsightsEnabled: true,
              performanceInsightsKmsKeyId: key.arn,
              performanceInsightsRetentionPeriod: insights.retentionDays,
          };
}
