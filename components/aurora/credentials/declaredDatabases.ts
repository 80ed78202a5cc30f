import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { RotationFunctionArgs } from "./rotationFunction";

/** The function that reconciles the server, and what it depends on. */
export interface Reconciler {
    readonly rotation: aws.lambda.Function;
    readonly dependsOn: pulumi.Resource[];
}

/**
 * Invokes the rotation function at each deployment that changes the declared databases, or replaces the cluster. The
 * deployment waits for the result, and fails if the function does; the next one repeats it. A deletion invokes nothing.
 */
export function createDeclaredDatabases(
    name: string,
    { declaration, cluster }: Pick<RotationFunctionArgs, "declaration" | "cluster">,
    { rotation, dependsOn }: Reconciler,
    parent: pulumi.Resource,
): void {
    if (declaration === undefined) {
        return;
    }
    new aws.lambda.Invocation(
        `${name}-declaration`,
        {
            functionName: rotation.name,
            input: JSON.stringify({ action: "applyDatabases" }),
            // The function has the declaration beside its code. Here it is what a preview shows.
            triggers: { declaration: JSON.stringify(declaration), cluster: cluster.clusterResourceId },
        },
        { parent, dependsOn },
    );
}
