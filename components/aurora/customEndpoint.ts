import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Instances } from "./instances";
import type { AuroraPlatformArgs } from "./platformArgs";

/** Arguments of {@link createCustomEndpoint}. */
export type CustomEndpointArgs = Pick<AuroraPlatformArgs, "identifier" | "customEndpoint">;

/** A custom endpoint as applications find it. */
export interface CustomEndpointDetails {
    /** For instance `analytics`: the parameter is then `analytics-host`. */
    readonly name: string;
    readonly host: pulumi.Output<string>;
}

/**
 * Creates the endpoint of a named set of readers, if there is one. Readers that autoscaling adds do not join a set of
 * named instances, and a member leaves the endpoint while it is the writer.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.Endpoints.html#Aurora.Endpoints.Custom
 */
export function createCustomEndpoint(
    name: string,
    { identifier, customEndpoint }: CustomEndpointArgs,
    { cluster, instances }: { readonly cluster: aws.rds.Cluster; readonly instances: Instances },
    parent: pulumi.Resource,
): CustomEndpointDetails | undefined {
    if (customEndpoint === undefined) {
        return undefined;
    }
    const { endpoint } = new aws.rds.ClusterEndpoint(
        `${name}-${customEndpoint.name}`,
        {
            clusterIdentifier: cluster.id,
            clusterEndpointIdentifier: `${identifier}-${customEndpoint.name}`,
            customEndpointType: "READER",
            staticMembers: instances.filter((_, index) => customEndpoint.readers.includes(index)).map(({ id }) => id),
        },
        { parent },
    );
    return { name: customEndpoint.name, host: endpoint };
}
