import { createHash } from "node:crypto";
import { type SubnetType, vpcArguments } from "./awsxArguments";
import { planSubnets } from "./awsxSubnets";

/**
 * The outputs of a VPC of the `awsx` plugin, with the subnets in the order of their creation.
 *
 * Under mocks the plugin does not run and creates no children. The subnets are plain values with a subnet's properties.
 *
 * @param zones the names of the account's zones, in the provider's order.
 */
export function awsxVpc(
    inputs: Readonly<Record<string, unknown>>,
    zones: readonly string[],
    name: string,
): Record<string, unknown> {
    const id = (kind: string, index: number) =>
        `${kind}-${createHash("sha256").update(`${name} ${kind} ${index}`).digest("hex").slice(0, 17)}`;
    const planned = planSubnets(name, vpcArguments(inputs, zones)).map((subnet, index) => ({
        ...subnet,
        id: id("subnet", index),
    }));
    const idsOf = (wanted: SubnetType) => planned.filter(({ type }) => type === wanted).map((subnet) => subnet.id);
    return {
        vpcId: id("vpc", 0),
        subnets: planned.map(({ id, availabilityZone, cidrBlock, tags }) => ({
            id,
            availabilityZone,
            cidrBlock,
            tags,
        })),
        routeTables: planned.map(({ routeTableTags }, index) => ({ id: id("rtb", index), tags: routeTableTags })),
        publicSubnetIds: idsOf("Public"),
        privateSubnetIds: idsOf("Private"),
        isolatedSubnetIds: idsOf("Isolated"),
    };
}
