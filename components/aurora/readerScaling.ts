import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AuroraPlatformArgs } from "./platformArgs";

/** Arguments of {@link createReaderScaling}. */
export type ReaderScalingArgs = Pick<AuroraPlatformArgs, "identifier" | "readerScaling" | "protect">;

/** Resources that the autoscaling depends on. */
export interface ReaderScalingResources {
    readonly cluster: aws.rds.Cluster;
    readonly instances: readonly aws.rds.ClusterInstance[];
}

/** By metric, the average over the readers that Application Auto Scaling keeps near the target. */
const averages = { cpu: "RDSReaderAverageCPUUtilization", connections: "RDSReaderAverageDatabaseConnections" } as const;

/**
 * Creates the autoscaling of the readers, unless their number is fixed. Aurora adds readers named
 * `application-autoscaling-<uuid>`, of the writer's class and in promotion tier 15, and removes only those.
 *
 * Registering a range scales at once to a number of readers within it. A platform without protection is about to be
 * destroyed, so its range is the fixed readers: a cluster cannot be deleted while it has readers that Pulumi does not
 * know.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export function createReaderScaling(
    name: string,
    { identifier, readerScaling, protect }: ReaderScalingArgs,
    { cluster, instances }: ReaderScalingResources,
    parent: pulumi.Resource,
): void {
    if (readerScaling === undefined) {
        return;
    }
    const fixed = instances.length - 1;
    const target = new aws.appautoscaling.Target(
        `${name}-readers`,
        {
            serviceNamespace: "rds",
            scalableDimension: "rds:cluster:ReadReplicaCount",
            resourceId: pulumi.interpolate`cluster:${cluster.id}`,
            minCapacity: fixed,
            maxCapacity: protect ? readerScaling.maximum : fixed,
        },
        // The minimum counts the fixed readers: without them, Aurora would add others.
        { parent, dependsOn: [...instances] },
    );
    new aws.appautoscaling.Policy(
        `${name}-readers`,
        {
            name: `${identifier}-readers`,
            policyType: "TargetTrackingScaling",
            serviceNamespace: target.serviceNamespace,
            scalableDimension: target.scalableDimension,
            resourceId: target.resourceId,
            targetTrackingScalingPolicyConfiguration: {
                predefinedMetricSpecification: { predefinedMetricType: averages[readerScaling.metric] },
                targetValue: readerScaling.target,
                scaleInCooldown: readerScaling.scaleInSeconds,
                scaleOutCooldown: readerScaling.scaleOutSeconds,
            },
        },
        { parent },
    );
}
