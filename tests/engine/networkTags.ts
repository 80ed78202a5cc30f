import { tags } from "../program/resources";
import type { Stack } from "../program/runs";
import type { StateResource } from "./harness/state";

/** The settings of a stack's network that determine its children and their tags. */
export interface TaggedNetwork {
    readonly natGateways: number;
    readonly databaseSubnets: "Private" | "Isolated";
}

/** The tags of the taggable children of a stack's VPC, by kind and name: their own and the default ones. */
export function networkTags(stack: Stack, { natGateways, databaseSubnets }: TaggedNetwork): Record<string, unknown> {
    const tiers = { public: "Public", functions: "Private", database: databaseSubnets };
    const subnets = ["1", "2"].flatMap((zone) =>
        Object.entries(tiers).flatMap(([Tier, SubnetType]): [string, object][] => {
            const Name = `network-${Tier}-${zone}`;
            return [
                [`Subnet ${Name}`, { Name, SubnetType, Tier }],
                // Like the plugin's: without the tags of the subnet's specification.
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

/** The kinds of children without tags. */
const untagged = ["Route", "RouteTableAssociation"];

/** The tags of the VPC's children, by kind and name. */
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
