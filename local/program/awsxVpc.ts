import { createHash } from "node:crypto";
import { mapping } from "./mapping";

/**
 * What the `awsx` plugin answers for a VPC: its subnets zone by zone, in the order of the specifications within each.
 *
 * Under mocks the plugin does not run and makes no children; the subnets are plain values with a subnet's properties.
 */
export function awsxVpc(
    inputs: Readonly<Record<string, unknown>>,
    region: string,
    name: string,
): Record<string, unknown> {
    const id = (kind: string, index: number) =>
        `${kind}-${createHash("sha256").update(`${name} ${kind} ${index}`).digest("hex").slice(0, 17)}`;
    const zones = ["a", "b", "c"]
        .slice(0, Number(inputs.numberOfAvailabilityZones))
        .map((letter) => `${region}${letter}`);
    const specs = Array.isArray(inputs.subnetSpecs) ? inputs.subnetSpecs.map(subnetSpec) : [];
    const subnets = zones.flatMap((availabilityZone, zone) =>
        specs.map((spec, index) => ({
            id: id("subnet", zone * specs.length + index),
            availabilityZone,
            tags: { ...spec.tags, Name: `${name}-${spec.name}-${zone + 1}`, SubnetType: spec.type },
        })),
    );
    const idsOf = (type: string) => subnets.filter(({ tags }) => tags.SubnetType === type).map((subnet) => subnet.id);
    return {
        vpcId: id("vpc", 0),
        subnets,
        publicSubnetIds: idsOf("Public"),
        privateSubnetIds: idsOf("Private"),
        isolatedSubnetIds: idsOf("Isolated"),
    };
}

interface SubnetSpec {
    readonly name: string;
    readonly type: string;
    readonly tags: Readonly<Record<string, unknown>>;
}

function subnetSpec(value: unknown): SubnetSpec {
    const { name, type, tags } = mapping(value);
    return { name: String(name), type: String(type), tags: mapping(tags) };
}
