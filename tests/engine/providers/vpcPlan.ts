import { mapping } from "../../../local/program/mapping";
import { formatCidr, parseCidr, size } from "../../../settings/cidr";
import type { Properties } from "./wire";

/** A subnet that `awsx.ec2.Vpc` is going to make. */
export interface PlannedSubnet {
    readonly name: string;
    readonly type: string;
    readonly availabilityZone: string;
    readonly zoneIndex: number;
    readonly cidrBlock: string;
    readonly tags: Readonly<Record<string, unknown>>;
}

/**
 * The subnets of a VPC in the order in which the real plugin (3.9.0, strategy `Auto`) makes them: zone by zone, and in
 * each the public ones, the private ones and the isolated ones, those of one type in the order of their specifications.
 */
export function planSubnets(name: string, inputs: Properties, region: string): PlannedSubnet[] {
    const specs = Array.isArray(inputs.subnetSpecs) ? inputs.subnetSpecs.map(subnetSpec) : [];
    const ordered = types.flatMap((type) => specs.filter((spec) => spec.type === type));
    const zoneMask = Number(inputs.availabilityZoneCidrMask);
    const first = parseCidr(String(inputs.cidrBlock))?.first ?? 0;
    return ["a", "b", "c"].slice(0, Number(inputs.numberOfAvailabilityZones)).flatMap((letter, zoneIndex) => {
        let next = first + zoneIndex * size(zoneMask);
        return ordered.map(({ name: specName, type, mask, tags }) => {
            const start = Math.ceil(next / size(mask)) * size(mask);
            next = start + size(mask);
            return {
                name: `${name}-${specName}-${zoneIndex + 1}`,
                type,
                availabilityZone: `${region}${letter}`,
                zoneIndex,
                cidrBlock: formatCidr({ first: start, mask }),
                tags,
            };
        });
    });
}

const types = ["Public", "Private", "Isolated"];

function subnetSpec(value: unknown) {
    const { name, type, cidrMask, tags } = mapping(value);
    return { name: String(name), type: String(type), mask: Number(cidrMask), tags: mapping(tags) };
}
