import { Output } from "@pulumi/pulumi";
import { toRecord } from "./toRecord";

/**
 * The arguments of `awsx.ec2.Vpc` as the plugin's code uses them. The source of this file and of `awsxSubnets.ts`:
 * https://github.com/pulumi/pulumi-awsx, version 3.9.0, `awsx/ec2/vpc.ts` unless another file is named.
 *
 * The SDK hands a component's arguments to its plugin as the program wrote them: plain values stay plain, a promise
 * becomes its value, and an Output arrives as an Output (`keepOutputValues` in `@pulumi/pulumi`,
 * `runtime/resource.js`).
 */
export interface VpcArguments {
    readonly cidrBlock: string;
    /** The zones in which there are subnets. */
    readonly zones: readonly string[];
    readonly zoneCidrMask: number;
    readonly natStrategy: NatStrategy;
    /** In the order of the program. */
    readonly subnetSpecs: readonly SubnetSpec[];
    /** Unchanged. If one of the spread objects is an Output, the result is an Output of these tags alone. */
    readonly tags: object;
    /** The arguments that the plugin passes to the VPC unchanged. */
    readonly passedOn: Readonly<Record<string, unknown>>;
}

/** One subnet of each zone. */
export interface SubnetSpec {
    readonly name: string;
    readonly type: SubnetType;
    readonly cidrMask: number;
    /** Unchanged, see {@link VpcArguments.tags}. */
    readonly tags: object;
}

/** The zones that get a NAT gateway. */
export type NatStrategy = (typeof natStrategies)[number];

/** The plugin creates subnets in this order within a zone (`compareSubnetSpecs`). */
export type SubnetType = (typeof subnetTypes)[number];

/** In the order of creation. */
export const subnetTypes = ["Public", "Private", "Isolated"] as const;

const natStrategies = ["None", "Single", "OnePerAz"] as const;

/** Arguments that may be Outputs, because the plugin only spreads them or passes them on. */
const mayBeOutput = ["tags", "enableDnsHostnames", "enableDnsSupport"];

/** Arguments that the plugin compares, counts or computes with: an Output is a mistake in the program. */
const mustBePlain = [
    "availabilityZoneCidrMask",
    "availabilityZoneNames",
    // The schema says plain. The strategy Auto itself would take an Output (`inputApply` in subnetDistributorNew.ts).
    "cidrBlock",
    "natGateways",
    "numberOfAvailabilityZones",
    "subnetSpecs",
    "subnetStrategy",
];

/**
 * Reads the arguments of a VPC.
 *
 * @param zonesOfAccount the names of the account's zones in the order of AWS's unfiltered list. The plugin takes the
 *   first ones if the program passes their number (`getDefaultAzs`).
 * @throws for arguments that the plugin refuses, for an Output where its code needs a plain value, and for arguments
 *   that this stand-in does not know.
 */
export function vpcArguments(
    inputs: Readonly<Record<string, unknown>>,
    zonesOfAccount: readonly string[],
): VpcArguments {
    for (const [key, value] of Object.entries(inputs)) {
        if (mustBePlain.includes(key)) {
            requirePlain(key, value);
        } else if (!mayBeOutput.includes(key)) {
            throw new Error(`awsx.ec2.Vpc: ${key}: the stand-in does not know this argument; add it to ${__filename}`);
        }
    }
    // `pickSubnetAllocator`: other strategies lay the subnets out in another way.
    if (inputs.subnetStrategy !== "Auto") {
        throw new Error(`awsx.ec2.Vpc: subnetStrategy: ${String(inputs.subnetStrategy)}: the stand-in knows Auto`);
    }
    const { enableDnsHostnames, enableDnsSupport } = inputs;
    return {
        cidrBlock: text("cidrBlock", inputs.cidrBlock),
        zones: zonesOf(inputs, zonesOfAccount),
        zoneCidrMask: number("availabilityZoneCidrMask", inputs.availabilityZoneCidrMask),
        natStrategy: oneOf(natStrategies, "natGateways.strategy", toRecord(inputs.natGateways).strategy),
        subnetSpecs: list("subnetSpecs", inputs.subnetSpecs).map(subnetSpec),
        tags: spreadable(inputs.tags),
        passedOn: { enableDnsHostnames, enableDnsSupport },
    };
}

/** `initialize` and `getDefaultAzs`. */
function zonesOf(
    { availabilityZoneNames, numberOfAvailabilityZones }: Readonly<Record<string, unknown>>,
    zonesOfAccount: readonly string[],
): readonly string[] {
    if (availabilityZoneNames === undefined) {
        const count = number("numberOfAvailabilityZones", numberOfAvailabilityZones);
        if (zonesOfAccount.length < count) {
            throw new Error(
                `The configured region for this provider does not have at least ${count} Availability Zones.`,
            );
        }
        return zonesOfAccount.slice(0, count);
    }
    if (numberOfAvailabilityZones !== undefined) {
        throw new Error("Only one of [availabilityZoneNames] and [numberOfAvailabilityZones] can be specified");
    }
    return list("availabilityZoneNames", availabilityZoneNames).map((zone) => text("availabilityZoneNames", zone));
}

function subnetSpec(value: unknown): SubnetSpec {
    const { name, type, cidrMask, tags } = toRecord(value);
    return {
        name: text("subnetSpecs.name", name),
        type: oneOf(subnetTypes, "subnetSpecs.type", type),
        cidrMask: number("subnetSpecs.cidrMask", cidrMask),
        tags: spreadable(tags),
    };
}

/** Refuses an Output, except in the tags of a subnet's specification, which are spread. */
function requirePlain(key: string, value: unknown): void {
    if (Output.isInstance(value)) {
        throw new Error(`awsx.ec2.Vpc: ${key}: is an Output, and the plugin's code needs a plain value there`);
    }
    for (const [inner, each] of Object.entries(toRecord(value))) {
        if (inner !== "tags") {
            requirePlain(`${key}.${inner}`, each);
        }
    }
}

function spreadable(value: unknown): object {
    return typeof value === "object" && value !== null ? value : {};
}

function text(key: string, value: unknown): string {
    return typeof value === "string" ? value : unknownForm(key, value);
}

function number(key: string, value: unknown): number {
    return typeof value === "number" ? value : unknownForm(key, value);
}

function list(key: string, value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : unknownForm(key, value);
}

function oneOf<T extends string>(choices: readonly T[], key: string, value: unknown): T {
    return choices.find((choice) => choice === value) ?? unknownForm(key, value);
}

/** The plugin has defaults for missing arguments; the program uses none of them. */
function unknownForm(key: string, value: unknown): never {
    throw new Error(`awsx.ec2.Vpc: ${key}: ${JSON.stringify(value)}: the stand-in does not know this form`);
}
