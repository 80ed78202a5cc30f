import { type Cidr, contains, formatCidr, parseCidr, size } from "../settings/cidr";
import { type SubnetSpec, type SubnetType, subnetTypes, type VpcArguments } from "./awsxArguments";

/** A subnet that `awsx.ec2.Vpc` will create, with its route table. The tags may be an Output. */
export interface PlannedSubnet {
    /** The logical name, and the tag `Name`. */
    readonly name: string;
    readonly type: SubnetType;
    readonly availabilityZone: string;
    readonly zoneIndex: number;
    readonly cidrBlock: string;
    readonly tags: object;
    readonly routeTableTags: object;
}

/**
 * The subnets of a VPC in the order in which the plugin creates them (see `awsxArguments.ts` for the source): zone by
 * zone; within a zone public, private, then isolated subnets; within a type in the order of the specifications.
 *
 * @throws if the plugin would refuse the sizes.
 */
export function planSubnets(vpcName: string, args: VpcArguments): PlannedSubnet[] {
    const ranges = allocate(args);
    const planned = args.zones.flatMap((availabilityZone, zoneIndex) =>
        subnetTypes.flatMap((type) =>
            args.subnetSpecs.flatMap((spec, index): PlannedSubnet[] => {
                const range = ranges[zoneIndex]?.[index];
                return spec.type === type && range !== undefined
                    ? [plannedSubnet(vpcName, args, spec, { availabilityZone, zoneIndex, range })]
                    : [];
            }),
        ),
    );
    refuseNatWithoutSubnets(args);
    return planned;
}

function plannedSubnet(
    vpcName: string,
    args: VpcArguments,
    { name: specName, type, tags }: SubnetSpec,
    {
        availabilityZone,
        zoneIndex,
        range,
    }: { readonly availabilityZone: string; readonly zoneIndex: number; readonly range: Cidr },
): PlannedSubnet {
    const name = `${vpcName}-${specName}-${zoneIndex + 1}`;
    return {
        name,
        type,
        availabilityZone,
        zoneIndex,
        cidrBlock: formatCidr(range),
        tags: { ...sharedTags(vpcName, args), ...tags, Name: name, SubnetType: type },
        routeTableTags: { ...sharedTags(vpcName, args), Name: name, SubnetType: type },
    };
}

/** The tags of the VPC and of its internet gateway. The tags of subnets and route tables extend them. */
export function sharedTags(vpcName: string, { tags }: VpcArguments): object {
    return { Name: vpcName, ...tags };
}

/** The tags of a NAT gateway and of its address. */
export function natTags(name: string, { tags }: VpcArguments): object {
    return { ...tags, Name: name };
}

/** The subnets' ranges, by zone and specification (`allocateSubnetCidrBlocks` in subnetDistributorNew.ts). */
function allocate({ cidrBlock, zones, zoneCidrMask, subnetSpecs }: VpcArguments): Cidr[][] {
    const vpc = parseCidr(cidrBlock);
    if (vpc === undefined) {
        throw new Error(`awsx.ec2.Vpc: cidrBlock: ${cidrBlock}: is no range`);
    }
    const needed = subnetSpecs.reduce((sum, { cidrMask }) => sum + size(cidrMask), 0);
    if (needed > size(zoneCidrMask)) {
        throw new Error(
            "Subnets are too large for VPC. " +
                `VPC has ${size(zoneCidrMask)} addresses, but subnets require ${needed} addresses.`,
        );
    }
    const ranges = zones.map((_, zoneIndex) => {
        let next = vpc.first + zoneIndex * size(zoneCidrMask);
        return subnetSpecs.map(({ cidrMask: mask }) => {
            // `nextNetmask`: the next block of the new size.
            const first = Math.ceil(next / size(mask)) * size(mask);
            next = first + size(mask);
            return { first, mask };
        });
    });
    const all = ranges.flat();
    if (all.some((one) => all.some((other) => other !== one && contains(other, one)))) {
        throw new Error("The following subnets overlap with at least one other subnet.");
    }
    return ranges;
}

/** `validateNatGatewayStrategy`. */
function refuseNatWithoutSubnets({ natStrategy, subnetSpecs }: VpcArguments): void {
    const has = (...types: SubnetType[]) => subnetSpecs.some(({ type }) => types.includes(type));
    if (natStrategy !== "None" && !(has("Public") && has("Private", "Isolated"))) {
        throw new Error(
            "If NAT Gateway strategy is 'OnePerAz' or 'Single', public subnets must be declared to host the NAT Gateway " +
                "resource, along with private or isolated subnets to route through it.",
        );
    }
}
