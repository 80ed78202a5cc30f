import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { clusterInstances, type ClusterInstancesArgs } from "./instances";
import { clusterParameters } from "./parameters/clusterParameters";
import { logGroup } from "../shared/logGroup";
import type { Tuning } from "./parameters/tuning";

/** The cluster and its instances. */
export interface AuroraClusterArgs extends ClusterInstancesArgs {
    /** A major (`15`) with automatic minor versions, a full version (`15.18`) with pinned ones. */
    readonly engineVersion: string;
    /** The major of `engineVersion`. */
    readonly majorVersion: number;
    /** The class's nominal memory, in GiB. */
    readonly instanceMemoryGiB: number;
    /** A change replaces the cluster, which loses its data. */
    readonly databaseName: string;
    /** A change replaces the cluster, which loses its data. */
    readonly masterUsername: string;
    readonly port: number;
    /** `ioOptimized` charges no reads and writes. */
    readonly storageType: "standard" | "ioOptimized";
    readonly tuning: Tuning;
    /** Statements that take longer are logged, in milliseconds. */
    readonly slowStatementMs: number;
    /** The most connections that the platform's logins together may have. */
    readonly connections: number;
    /** 1 to 35. */
    readonly backupRetentionDays: number;
    /** Daily, UTC, `hh:mm-hh:mm`. */
    readonly backupWindow: string;
    /** Whether Pulumi refuses to delete or replace the cluster. */
    readonly protect: boolean;
    /** Whether deleting the cluster takes a snapshot first. */
    readonly finalSnapshot: boolean;
    readonly allowMajorVersionUpgrade: boolean;
    /** One of CloudWatch's values, in days. */
    readonly logRetentionDays: number;
    /** Whether the log groups stay when the stack is destroyed. */
    readonly keepLogs: boolean;
}

/** Where the cluster is and what encrypts it. */
export interface AuroraClusterPlacement {
    readonly key: aws.kms.Key;
    readonly securityGroup: aws.ec2.SecurityGroup;
    readonly databaseSubnetIds: pulumi.Input<string[]>;
    readonly databaseZones: pulumi.Output<string[]>;
}

/** The log groups of the logs that the cluster exports, by log. */
export type ExportedLogGroups = Readonly<Record<(typeof exportedLogs)[number], aws.cloudwatch.LogGroup>>;

/** The cluster, its logs and its instances, the writer first. */
export interface AuroraCluster {
    readonly cluster: aws.rds.Cluster;
    readonly logGroups: ExportedLogGroups;
    readonly instances: readonly [aws.rds.ClusterInstance, ...aws.rds.ClusterInstance[]];
}

/** Makes the cluster with what it cannot be made without, then its instances. */
export function auroraCluster(
    name: string,
    args: AuroraClusterArgs,
    placement: AuroraClusterPlacement,
    parent: pulumi.Resource,
): AuroraCluster {
    const logGroups = {
        postgresql: exportLogGroup(name, "postgresql", args, placement.key, parent),
        "iam-db-auth-error": exportLogGroup(name, "iam-db-auth-error", args, placement.key, parent),
    };
    const cluster = makeCluster(name, args, placement, logGroups, parent);
    const instances = clusterInstances(name, args, { ...placement, cluster }, parent);
    return { cluster, logGroups, instances };
}

function makeCluster(
    name: string,
    args: AuroraClusterArgs,
    { key, securityGroup, databaseSubnetIds }: AuroraClusterPlacement,
    logGroups: ExportedLogGroups,
    parent: pulumi.Resource,
): aws.rds.Cluster {
    const subnetGroup = new aws.rds.SubnetGroup(
        `${name}-${fingerprint(args)}`,
        { subnetIds: databaseSubnetIds, description: `The database subnets of ${args.identifier}` },
        // RDS refuses to move a subnet group to another VPC: a new one then replaces the cluster, which is seen, and
        // refused, in the preview. Another key replaces the cluster too, whose final snapshot then needs another name.
        // Pulumi keeps the values, so that an update that was interrupted half-way goes on with the replacement.
        { parent, replacementTrigger: [securityGroup.vpcId, key.arn] },
    );
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
            databaseName: args.databaseName,
            port: args.port,
            masterUsername: args.masterUsername,
            manageMasterUserPassword: true,
            masterUserSecretKmsKeyId: key.arn,
            iamDatabaseAuthenticationEnabled: true,
            storageEncrypted: true,
            kmsKeyId: key.arn,
            storageType: storageTypes[args.storageType],
            dbSubnetGroupName: subnetGroup.name,
            vpcSecurityGroupIds: [securityGroup.id],
            dbClusterParameterGroupName: parameterGroup(name, args, parent).name,
            ...insightsOf(args, key),
            enabledCloudwatchLogsExports: [...exportedLogs],
            backupRetentionPeriod: args.backupRetentionDays,
            preferredBackupWindow: args.backupWindow,
            preferredMaintenanceWindow: args.maintenanceWindow,
            copyTagsToSnapshot: true,
            deletionProtection: args.deletionProtection,
            ...finalSnapshotOf(args, subnetGroup),
            tags: { Name: args.identifier },
        },
        {
            parent,
            protect: args.protect,
            // RDS makes a missing log group itself, unencrypted and kept for ever.
            dependsOn: Object.values(logGroups),
            // The identifier is fixed: the old cluster has to go first.
            deleteBeforeReplace: true,
        },
    );
}

/**
 * RDS's names. The standard one is given too: the provider keeps what a cluster has where the argument is left out.
 */
const storageTypes = { standard: "aurora", ioOptimized: "aurora-iopt1" } as const;

/**
 * RDS takes the advanced mode only together with Performance Insights of the cluster, in one call. In the standard mode
 * these are the instances' alone: RDS would refuse the cluster's in a restore.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.TurningOnAdvanced.html
 */
function insightsOf({ insights }: AuroraClusterArgs, key: aws.kms.Key) {
    return insights.mode === "standard"
        ? { databaseInsightsMode: insights.mode }
        : {
              databaseInsightsMode: insights.mode,
              performanceInsightsEnabled: true,
              performanceInsightsKmsKeyId: key.arn,
              performanceInsightsRetentionPeriod: insights.retentionDays,
          };
}

const exportedLogs = ["postgresql", "iam-db-auth-error"] as const;

function exportLogGroup(
    name: string,
    log: (typeof exportedLogs)[number],
    { identifier, logRetentionDays, keepLogs }: AuroraClusterArgs,
    key: aws.kms.Key,
    parent: pulumi.Resource,
): aws.cloudwatch.LogGroup {
    return logGroup(
        `${name}-${log}`,
        {
            logGroupName: `/aws/rds/cluster/${identifier}/${log}`,
            kmsKeyArn: key.arn,
            retentionInDays: logRetentionDays,
            keep: keepLogs,
        },
        { parent },
    );
}

/**
 * A digest of what replaces the cluster when it changes.
 *
 * It is part of the subnet group's logical name, so that a replaced cluster also gets a new subnet group, and with its
 * physical name, which Pulumi makes unique, a final snapshot of another name. So the old cluster's snapshot and the new
 * one's never collide, and neither do those of two stacks made one after the other. A cluster that is replaced by hand
 * (`up --replace`) needs the subnet group replaced with it.
 */
function fingerprint({ identifier, databaseName, masterUsername }: AuroraClusterArgs): string {
    return createHash("sha256")
        .update(JSON.stringify([identifier, databaseName, masterUsername]))
        .digest("hex")
        .slice(0, 6);
}

function finalSnapshotOf({ finalSnapshot, identifier }: AuroraClusterArgs, subnetGroup: aws.rds.SubnetGroup) {
    return finalSnapshot
        ? {
              skipFinalSnapshot: false,
              finalSnapshotIdentifier: subnetGroup.name.apply((unique) => `${identifier}-final-${lastPart(unique)}`),
          }
        : { skipFinalSnapshot: true };
}

/** The random part of a physical name that Pulumi made. */
function lastPart(physicalName: string): string {
    return physicalName.slice(physicalName.lastIndexOf("-") + 1);
}

/**
 * The one parameter group: a custom group of an instance would break major upgrades.
 *
 * A group's family cannot change and a group in use cannot be deleted. With the family in the logical name a new major
 * makes a new group before the old one goes.
 */
function parameterGroup(name: string, args: AuroraClusterArgs, parent: pulumi.Resource): aws.rds.ClusterParameterGroup {
    const family = `aurora-postgresql${args.majorVersion}`;
    return new aws.rds.ClusterParameterGroup(
        `${name}-${family}`,
        { family, description: `Parameters of ${args.identifier}`, parameters: clusterParameters(args) },
        { parent },
    );
}
