import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AuroraPlatformArgs } from "./platformArgs";

/** Arguments of {@link createSubnetGroup}. */
export type SubnetGroupArgs = Pick<AuroraPlatformArgs, "identifier" | "databaseName" | "masterUsername">;

/** Resources that the subnet group depends on. */
export interface SubnetGroupResources {
    readonly key: aws.kms.Key;
    readonly securityGroup: aws.ec2.SecurityGroup;
    readonly databaseSubnetIds: pulumi.Input<string[]>;
}

/** Creates the cluster's subnet group. */
export function createSubnetGroup(
    name: string,
    args: SubnetGroupArgs,
    { key, securityGroup, databaseSubnetIds }: SubnetGroupResources,
    parent: pulumi.Resource,
): aws.rds.SubnetGroup {
    return new aws.rds.SubnetGroup(
        subnetGroupName(name, args),
        { subnetIds: databaseSubnetIds, description: `The database subnets of ${args.identifier}` },
        // RDS cannot move a subnet group to another VPC. A new group then replaces the cluster, which the preview shows
        // and refuses. Another key replaces the cluster too, and its final snapshot then needs another name.
        // Pulumi stores the trigger's values, so that an interrupted update continues with the replacement.
        { parent, replacementTrigger: [securityGroup.vpcId, key.arn] },
    );
}

/** The subnet group's logical name. */
export function subnetGroupName(name: string, args: SubnetGroupArgs): string {
    return `${name}-${fingerprint(args)}`;
}

/**
 * The name of the cluster's final snapshot. It ends with the random part of the subnet group's physical name: a
 * replaced cluster has a new subnet group, so the snapshots of the old and of the new cluster have different names. The
 * same is true of two stacks that are created one after the other. The name of an adopted group may contain characters
 * that a snapshot's may not.
 */
export function finalSnapshotName(identifier: string, subnetGroup: aws.rds.SubnetGroup): pulumi.Output<string> {
    return subnetGroup.name.apply((unique) => {
        const end = unique.slice(unique.lastIndexOf("-") + 1);
        return `${identifier}-final-${end.replace(/[^0-9A-Za-z]+/g, "-")}`;
    });
}

/**
 * A digest of the arguments that replace the cluster. As part of the subnet group's logical name it replaces the subnet
 * group together with the cluster. `pulumi up --replace` of the cluster has to name the subnet group too.
 */
function fingerprint({ identifier, databaseName, masterUsername }: SubnetGroupArgs): string {
    return createHash("sha256")
        .update(JSON.stringify([identifier, databaseName, masterUsername]))
        .digest("hex")
        .slice(0, 6);
}
