import { tags } from "../program/resources";
import type { Stack } from "../program/runs";
import type { StateResource } from "./harness/state";

/** What of a stack's network decides which children it has, and how they are tagged. */
export interface TaggedNetwork {
    readonly natGateways: number;
    readonly databaseSubnets: "Private" | "Isolated";
}

/** By kind and name, the tags of the children of a stack's VPC that take tags: their own, and the default ones. */
export function networkTags(stack: Stack, { natGateways, databaseSubnets }: TaggedNetwork): Record<string, unknown> {
    const tiers = { public: "Public", functions: "Private", database: databaseSubnets };
    const subnets = ["1", "2"].flatMap((zone) =>
        Object.entries(tiers).flatMap(([Tier, SubnetType]): [string, object][] => {
            const Name = `network-${Tier}-${zone}`;
            return [
                [`Subnet ${Name}`, { Name, SubnetType, Tier }],
                // As the plugin makes it: without the tags of the subnet's specification.
                [`RouteTable ${Name}`, { Name, SubnetType }],
            ];
        }),
    );
    const gateways = ["network-1", "network-2"].slice(0, natGateways).flatMap((Name): [string, object][] => [
        [`Eip ${Name}`, { Name }],
        [`NatGateway ${Name}`, { Name }],
    ]);
    const whole = ["Vpc network", "InternetGateway network"].map((key): [string, object] => [key, { Name: "network" }]);
    return Object.fromEntries(
        [...whole, ...subnets, ...gateways].map(([key, own]) => [key, { ...tags(stack), ...own }]),
    );
}

/** The kinds of the children that take no tags. */
const untagged = ["Route", "RouteTableAssociation"];

/** By kind and name, the tags that the children of the VPC have. */
export function tagsOfChildren(resources: readonly StateResource[]): Record<string, unknown> {
    return Object.fromEntries(
        resources
            .filter(({ urn }) => urn.includes("$awsx:ec2:Vpc$"))
            .map(({ type, name, inputs }): [string, unknown] => [
                `${type.split(":").at(-1) ?? ""} ${name}`,
                inputs.tags,
            ])
            .filter(([key]) => !untagged.some((kind) => key.startsWith(`${kind} `))),
    );
}
