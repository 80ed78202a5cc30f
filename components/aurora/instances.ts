import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOf, currentAccount } from "../shared/account";
import { instanceName } from "../shared/physicalNames";
import { trustPolicy } from "../shared/policyDocument";
import type { InstanceArgs } from "./capacityArgs";
import type { AuroraPlatformArgs } from "./platformArgs";

/** Arguments of {@link createInstances}. */
export type InstancesArgs = Pick<
    AuroraPlatformArgs,
    | "identifier"
    | "instances"
    | "readerScaling"
    | "multiZone"
    | "maintenanceWindow"
    | "minorVersions"
    | "insights"
    | "monitoringIntervalSeconds"
    | "caCertificate"
    | "applyImmediately"
    | "deletionProtection"
>;

/** Resources that the instances depend on. */
export interface InstancesResources {
    readonly cluster: aws.rds.Cluster;
    /** Encrypts the data of Performance Insights. */
    readonly key: aws.kms.Key;
    readonly databaseZones: pulumi.Output<string[]>;
}

/** A cluster's instances, the first writer first. */
export type Instances = readonly [aws.rds.ClusterInstance, ...aws.rds.ClusterInstance[]];

/** Creates the writer, then the readers: the first instance of a cluster becomes its writer. */
export function createInstances(
    name: string,
    args: InstancesArgs,
    resources: InstancesResources,
    parent: pulumi.Resource,
): Instances {
    const monitoring = args.monitoringIntervalSeconds === 0 ? undefined : createMonitoringRole(name, args, parent);
    const create = (instance: InstanceArgs, index: number, writer: pulumi.Resource[]) =>
        new aws.rds.ClusterInstance(
            `${name}-${index}`,
            { ...instanceInputs(instance, index, args, resources), monitoringRoleArn: monitoring?.role.arn },
            {
                parent,
                protect: args.deletionProtection,
                dependsOn: monitoring === undefined ? writer : [...writer, monitoring.policy],
                // Adding a zone must not move existing instances, because moving replaces them.
                ignoreChanges: ["availabilityZone"],
            },
        );
    const [first, ...readers] = args.instances;
    const writer = create(first, 0, []);
    return [writer, ...readers.map((reader, index) => create(reader, index + 1, [writer]))];
}

/** Enhanced monitoring is the same for all instances. */
function instanceInputs(
    { instanceClass, promotionTier }: InstanceArgs,
    index: number,
    args: InstancesArgs,
    { cluster, key, databaseZones }: InstancesResources,
): aws.rds.ClusterInstanceArgs {
    return {
        identifier: instanceName(args.identifier, index),
        clusterIdentifier: cluster.id,
        engine: "aurora-postgresql",
        instanceClass,
        availabilityZone: databaseZones.apply((zones) => zoneOf(zones, args.multiZone ? index : 0)),
        promotionTier,
        publiclyAccessible: false,
        preferredMaintenanceWindow: args.maintenanceWindow,
        autoMinorVersionUpgrade: args.minorVersions === "automatic",
        applyImmediately: args.applyImmediately,
        caCertIdentifier: args.caCertificate,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: key.arn,
        performanceInsightsRetentionPeriod: args.insights.retentionDays,
        monitoringInterval: args.monitoringIntervalSeconds,
        copyTagsToSnapshot: true,
        tags: { Name: instanceName(args.identifier, index) },
    };
}

function zoneOf(zones: readonly string[], index: number): string {
    const zone = zones[index % zones.length];
    if (zone === undefined) {
        throw new pulumi.RunError("the network has no database subnets: it needs two or more, in two zones or more");
    }
    return zone;
}

/**
 * Creates the role of enhanced monitoring. The names of readers that autoscaling adds do not begin with the identifier.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Monitoring.OS.Enabling.html
 */
function createMonitoringRole(
    name: string,
    { identifier, readerScaling }: Pick<InstancesArgs, "identifier" | "readerScaling">,
    parent: pulumi.Resource,
) {
    const account = currentAccount(parent);
    const fixed = arnOf(account, "rds", `db:${identifier}-*`);
    const added = arnOf(account, "rds", "db:application-autoscaling-*");
    const role = new aws.iam.Role(
        `${name}-monitoring`,
        {
            description: "Enhanced monitoring writes the metrics of the instances' operating systems",
            assumeRolePolicy: trustPolicy("monitoring.rds.amazonaws.com", {
                StringEquals: { "aws:SourceAccount": account.accountId },
                ArnLike: { "aws:SourceArn": readerScaling === undefined ? fixed : [fixed, added] },
            }),
        },
        { parent },
    );
    const policy = new aws.iam.RolePolicyAttachment(
        `${name}-monitoring`,
        {
            role: role.name,
            // The SDK's constant has the partition `aws`.
            policyArn: pulumi.interpolate`arn:${account.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
        },
        { parent },
    );
    return { role, policy };
}
