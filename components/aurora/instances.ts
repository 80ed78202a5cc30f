import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOf, currentAccount } from "../shared/account";
import { trustPolicy } from "../shared/policyDocument";

/** What the instances of a cluster have in common. */
export interface ClusterInstancesArgs {
    /** The cluster's identifier. A change replaces cluster and instances, which lose their data. */
    readonly identifier: string;
    /** For instance `db.r5.large`. A change restarts the instances. */
    readonly instanceClass: string;
    /** How many: the writer and its readers. */
    readonly instances: number;
    /** Whether they are spread over the zones. It concerns new instances: those that are there stay where they are. */
    readonly multiZone: boolean;
    /**
     * Weekly, UTC, `ddd:hh:mm-ddd:hh:mm`. Cluster and instances have the same: RDS would choose a window of its own for
     * each instance. A deferred change that restarts may start at once where the new window includes the present.
     */
    readonly maintenanceWindow: string;
    /** `automatic`: RDS upgrades in the maintenance window. `pinned`: the cluster's version says which. */
    readonly minorVersions: "automatic" | "pinned";
    /** `advanced` needs a retention of 465 days or more. */
    readonly insights: { readonly mode: "standard" | "advanced"; readonly retentionDays: number };
    /** One of RDS's intervals; 0 is off. */
    readonly monitoringIntervalSeconds: number;
    /** Undefined leaves it to RDS. Another than RDS would choose restarts each instance after its creation. */
    readonly caCertificate: string | undefined;
    /** Whether changes that interrupt are made at once, not in the maintenance window. */
    readonly applyImmediately: boolean;
    /** Whether RDS refuses to delete the cluster, and Pulumi its instances. */
    readonly deletionProtection: boolean;
}

/** The cluster that the instances belong to, and where they are. */
export interface ClusterInstancesPlacement {
    readonly cluster: aws.rds.Cluster;
    readonly key: aws.kms.Key;
    readonly databaseZones: pulumi.Output<string[]>;
}

/** Makes the writer, then the readers: the first instance that a cluster gets becomes its writer. */
export function clusterInstances(
    name: string,
    args: ClusterInstancesArgs,
    placement: ClusterInstancesPlacement,
    parent: pulumi.Resource,
): readonly [aws.rds.ClusterInstance, ...aws.rds.ClusterInstance[]] {
    const monitoring = args.monitoringIntervalSeconds === 0 ? undefined : monitoringRole(name, args.identifier, parent);
    const instance = (index: number, writer: pulumi.Resource[]) =>
        new aws.rds.ClusterInstance(
            `${name}-${index}`,
            {
                ...instanceArgs(index, args, placement),
                ...(monitoring === undefined ? {} : { monitoringRoleArn: monitoring.role.arn }),
            },
            {
                parent,
                protect: args.deletionProtection,
                dependsOn: [...writer, ...(monitoring === undefined ? [] : [monitoring.policy])],
                // A zone added later must not move the instances that are there: moving replaces them.
                ignoreChanges: ["availabilityZone"],
            },
        );
    const writer = instance(0, []);
    return [writer, ...Array.from({ length: args.instances - 1 }, (_, reader) => instance(reader + 1, [writer]))];
}

/** Every instance must have the same monitoring settings. Tiers 0 and 1 fail over first. */
function instanceArgs(
    index: number,
    args: ClusterInstancesArgs,
    { cluster, key, databaseZones }: ClusterInstancesPlacement,
): aws.rds.ClusterInstanceArgs {
    return {
        identifier: `${args.identifier}-${index}`,
        clusterIdentifier: cluster.id,
        engine: "aurora-postgresql",
        instanceClass: args.instanceClass,
        availabilityZone: databaseZones.apply((zones) => zoneOf(zones, args.multiZone ? index : 0)),
        promotionTier: Math.min(index, lastTier),
        publiclyAccessible: false,
        preferredMaintenanceWindow: args.maintenanceWindow,
        autoMinorVersionUpgrade: args.minorVersions === "automatic",
        applyImmediately: args.applyImmediately,
        ...(args.caCertificate === undefined ? {} : { caCertIdentifier: args.caCertificate }),
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: key.arn,
        performanceInsightsRetentionPeriod: args.insights.retentionDays,
        monitoringInterval: args.monitoringIntervalSeconds,
        copyTagsToSnapshot: true,
        tags: { Name: `${args.identifier}-${index}` },
    };
}

const lastTier = 15;

function zoneOf(zones: readonly string[], index: number): string {
    const zone = zones[index % zones.length];
    if (zone === undefined) {
        throw new pulumi.RunError("the network has no database subnets: it needs two or more, in two zones or more");
    }
    return zone;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Monitoring.OS.Enabling.html */
function monitoringRole(name: string, identifier: string, parent: pulumi.Resource) {
    const account = currentAccount(parent);
    const role = new aws.iam.Role(
        `${name}-monitoring`,
        {
            description: "Enhanced monitoring writes the metrics of the instances' operating systems",
            assumeRolePolicy: trustPolicy("monitoring.rds.amazonaws.com", {
                StringEquals: { "aws:SourceAccount": account.accountId },
                ArnLike: { "aws:SourceArn": arnOf(account, "rds", `db:${identifier}-*`) },
            }),
        },
        { parent },
    );
    const policy = new aws.iam.RolePolicyAttachment(
        `${name}-monitoring`,
        {
            role: role.name,
            // The SDK's constant is the ARN in the partition `aws`.
            policyArn: pulumi.interpolate`arn:${account.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
        },
        { parent },
    );
    return { role, policy };
}
