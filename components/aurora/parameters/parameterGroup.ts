import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AuroraPlatformArgs } from "../platformArgs";
import { clusterParameters, type ClusterParametersArgs } from "./clusterParameters";

/**
 * Creates the cluster parameter group of a major version. The instances have none: a custom one would prevent major
 * upgrades.
 *
 * The family is part of the logical name. RDS can neither change a group's family nor delete a group that is in use, so
 * a new major version creates a new group before the old one is deleted.
 */
export function createParameterGroup(
    name: string,
    args: ClusterParametersArgs & Pick<AuroraPlatformArgs, "identifier">,
    parent: pulumi.Resource,
): aws.rds.ClusterParameterGroup {
    const family = `aurora-postgresql${args.majorVersion}`;
    return new aws.rds.ClusterParameterGroup(
        `${name}-${family}`,
        { family, description: `Parameters of ${args.identifier}`, parameters: clusterParameters(args) },
        { parent },
    );
}
