import { must, mustBe, mustBeAtLeast, mustBeSet, together } from "../requirements";
import { ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { isEmpty, isUnknown, listOf, maySame, show, valueAt } from "../values";

/** Rules for the instances of a cluster, each alone and together. */
export const instanceRules: readonly Rule[] = [
    {
        id: "instance-not-public",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "An instance has no public address.",
        reason: "Otherwise one mistake in a security group opens the database to the internet.",
        fix: "set publiclyAccessible: false",
        appliesTo: ofType(types.instance),
        problems: mustBe("publiclyAccessible", false),
    },
    {
        id: "instance-monitoring",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "Enhanced monitoring shows an instance's operating system.",
        reason: "CloudWatch's own metrics do not show which process uses memory or CPU.",
        fix: "set the stack's monitoringIntervalSeconds to 60 or less",
        appliesTo: ofType(types.instance),
        problems: together(mustBeAtLeast("monitoringInterval", 1), mustBeSet("monitoringRoleArn")),
    },
    {
        id: "instance-insights",
        scope: "resource",
        enforcement: "advisory",
        severity: "medium",
        what: "Performance Insights records an instance's waits.",
        reason: "Otherwise a slow hour cannot be explained afterwards.",
        fix: "set performanceInsightsEnabled: true",
        appliesTo: ofType(types.instance),
        problems: mustBe("performanceInsightsEnabled", true),
    },
    {
        id: "instance-minor-upgrades",
        scope: "resource",
        enforcement: "advisory",
        severity: "medium",
        what: "RDS upgrades minor versions in the maintenance window.",
        reason: "Otherwise security fixes wait for a manual upgrade.",
        fix: "set the stack's minorVersions to automatic, or raise the pinned engineVersion with each release",
        appliesTo: ofType(types.instance),
        problems: mustBe("autoMinorVersionUpgrade", true),
    },
    {
        id: "instance-maintained-with-cluster",
        scope: "stack",
        enforcement: "mandatory",
        severity: "medium",
        what: "An instance has its cluster's maintenance window and its setting for minor upgrades.",
        reason: "By default RDS chooses a random window, and upgrades a pinned cluster unless the cluster and all instances refuse upgrades.",
        fix: "set preferredMaintenanceWindow and autoMinorVersionUpgrade on the cluster and on all instances",
        appliesTo: ofType(types.instance),
        problems: ({ properties }, stack) =>
            stack
                .filter(ofType(types.cluster))
                .filter((cluster) => maySame(cluster.properties.clusterIdentifier, properties.clusterIdentifier))
                .flatMap((cluster) =>
                    ["preferredMaintenanceWindow", "autoMinorVersionUpgrade"]
                        .map((property) => [property, properties[property], cluster.properties[property]] as const)
                        .filter(([, own, shared]) => isEmpty(own) || !maySame(own, shared))
                        .map(
                            ([property, own, shared]) =>
                                `${property}: ${show(own)}: must be the cluster's, which is ${show(shared)}`,
                        ),
                ),
    },
    {
        id: "cluster-two-instances",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "A cluster has a reader that can become the writer.",
        reason: "With one instance, each failure or maintenance stops the service until a new instance is ready.",
        fix: "set the stack's instances to 2 or more",
        appliesTo: ofType(types.cluster),
        problems: (cluster, stack) => {
            const { length } = instancesOf(cluster, stack);
            return length >= 2 ? [] : [`instances: ${length}: must be 2 or more`];
        },
    },
    {
        id: "cluster-two-zones",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "A cluster's instances are in several availability zones.",
        reason: "Otherwise the failure of one zone stops all instances.",
        fix: "set the stack's multiZone to true and its instances to 2 or more",
        appliesTo: ofType(types.cluster),
        problems: (cluster, stack) => {
            const zones = instancesOf(cluster, stack).map((instance) =>
                valueAt(instance, "properties.availabilityZone"),
            );
            const different = new Set(zones);
            return different.size >= 2 || (zones.length >= 2 && zones.some(isUnknown))
                ? []
                : [`availabilityZone: ${[...different].map(String).join() || "no instance"}: must be two or more`];
        },
    },
    {
        id: "cluster-failover-class",
        scope: "stack",
        enforcement: "advisory",
        severity: "medium",
        what: "The reader that becomes the writer in a failover has the writer's class.",
        reason: "Otherwise a failover would move the writer's load to an instance of another size.",
        fix: "give both the same class, or set the stack's promotionTiers; ignore this while you change the classes of the instances one after the other",
        appliesTo: ofType(types.cluster),
        problems: (cluster, stack) => {
            const order = instancesOf(cluster, stack).map(({ properties: { instanceClass, promotionTier } }) => ({
                instanceClass,
                tier: Number(isUnknown(promotionTier) ? 0 : (promotionTier ?? 0)),
            }));
            const [writer, ...readers] = order.sort((a, b) => a.tier - b.tier);
            const next = readers.filter(({ tier }) => tier === readers[0]?.tier).map((each) => each.instanceClass);
            return writer === undefined || next.length === 0 || next.some((each) => maySame(each, writer.instanceClass))
                ? []
                : [
                      `instanceClass: ${next.map(show).join(", ")}: must be the writer's, which is ${show(writer.instanceClass)}`,
                  ];
        },
    },
    {
        id: "database-subnets-not-public",
        scope: "stack",
        enforcement: "mandatory",
        severity: "critical",
        what: "The database's subnets have no route from the internet.",
        reason: "Otherwise an instance with a public address, set by mistake, could be reached.",
        fix: "set the stack's databaseSubnets to isolated or private",
        appliesTo: ofType(types.subnetGroup),
        problems: (group, stack) => {
            const publicIds = publicSubnetIds(stack);
            return must(
                "subnetIds",
                (ids) => !listOf(ids).some((id) => publicIds.has(id)),
                "must not be public",
            )(group);
        },
    },
];

function instancesOf({ properties }: Resource, stack: readonly Resource[]): Resource[] {
    return stack.filter(
        (each) =>
            each.type === types.instance && maySame(each.properties.clusterIdentifier, properties.clusterIdentifier),
    );
}

/** The ids of the public subnets that `awsx` lists, and of subnets that assign public addresses. */
function publicSubnetIds(stack: readonly Resource[]): ReadonlySet<unknown> {
    const listed = stack
        .filter(ofType(types.vpcComponent))
        .flatMap(({ properties }) => listOf(properties.publicSubnetIds));
    const giving = stack
        .filter(ofType(types.subnet))
        .filter(({ properties }) => properties.mapPublicIpOnLaunch === true)
        .map(({ properties }) => properties.id);
    return new Set([...listed, ...giving].filter((id) => !isUnknown(id)));
}
