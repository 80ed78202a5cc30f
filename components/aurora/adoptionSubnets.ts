import * as pulumi from "@pulumi/pulumi";
import type { NetworkArgs } from "../network/types";

/** A VPC and subnets of it. */
export interface Subnets {
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
}

/** The configured database subnets. Undefined for a VPC that the program creates. */
export async function configuredSubnets(network: NetworkArgs): Promise<Subnets | undefined> {
    if (network.kind === "new") {
        return undefined;
    }
    if (network.kind === "existingIds") {
        return { vpcId: network.vpcId, subnetIds: network.databaseSubnetIds };
    }
    const { stack, outputs } = network;
    const reference = new pulumi.StackReference("adoption", { name: stack });
    const valuesOf = async (output: string): Promise<string[]> => {
        const details = await reference.getOutputDetails(output);
        const value: unknown = details.value ?? details.secretValue ?? [];
        return [value].flat().map(String);
    };
    const [vpcId = ""] = await valuesOf(outputs.vpcId);
    return { vpcId, subnetIds: await valuesOf(outputs.databaseSubnetIds) };
}

/** The reasons why RDS would refuse the configured subnets for the cluster's subnet group: each with its fix. */
export function subnetProblems(group: Subnets, configured: Subnets | undefined): string[] {
    const { vpcId, subnetIds } = group;
    if (vpcId !== configured?.vpcId) {
        return [
            `its subnet group is in ${vpcId}, which a cluster cannot leave; configure this VPC as an existing one, with ` +
                `${subnetIds.join(", ")} as its database subnets`,
        ];
    }
    const missing = subnetIds.filter((id) => !configured.subnetIds.includes(id));
    return missing.length === 0
        ? []
        : [
              `its subnet group has ${missing.join(", ")} too, which cannot be removed while an instance is there; ` +
                  "add them to the database subnets",
          ];
}
