import type { EndpointArgs, ExistingVpcArgs, NewVpcArgs } from "../components/network/types";
import type { Buckets } from "../components/shared/buckets";
import { addressesTaken, formatCidr, isPrivate, parseCidr, privateRangeOf, size } from "./cidr";
import { readClientCidrs, requireIngressRanges } from "./clientRanges";
import type { Configuration } from "./configReader";
import { readExistingVpc } from "./existingNetwork";

/** The settings of a new or an existing VPC and its endpoints. */
type VpcSettings = (NewVpcArgs | ExistingVpcArgs) & {
    readonly endpoints: EndpointArgs;
    readonly databaseSubnets: NewVpcArgs["databaseSubnets"];
};

/** Reads and checks the settings of the network: a new VPC, or an existing one by ids or by stack. */
export function readNetwork(config: Configuration, region: string, buckets: Buckets | undefined): VpcSettings {
    const databaseSubnets = config.choice("databaseSubnets", ["isolated", "private"]);
    const vpc = readVpc(config, region);
    const existing = readExistingVpc(config);
    const network = existing ?? vpc;
    requireOnlyForNewVpc(config, existing !== undefined, vpc.natGateways, vpc.configuredClientCidrs);
    requireIngressRanges(config, existing === undefined ? vpc.vpcCidr : undefined);
    const endpoints = readEndpoints(config, existing !== undefined, vpc.natGateways);
    if (network.kind !== "new") {
        return { ...network, databaseSubnets, endpoints };
    }
    const { configuredClientCidrs, ...rest } = vpc;
    // The platform's functions have addresses in the VPC's range.
    const clientCidrs = [...new Set([vpc.vpcCidr, ...configuredClientCidrs])];
    const routerCidrs = privateRangesOf(clientCidrs);
    const rules = clientCidrs.length + routerCidrs.length + (buckets === undefined ? 0 : 1);
    config.require(
        "clientCidrs",
        rules <= mostRules,
        `needs ${rules} rules of a network ACL, which takes ${mostRules}: one for each ` +
            `range, the VPC's among them, and one for each private range that they are part of ` +
            `(${routerCidrs.join(", ")})${buckets === undefined ? "" : ", and one for S3"}; join neighbours`,
        "vpcCidr",
    );
    return { ...rest, databaseSubnets, endpoints, clientCidrs, routerCidrs };
}

/**
 * Inbound rules of a network ACL within the default quota. The quota is 20 and includes AWS's own last rule, which
 * denies everything else (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html).
 */
const mostRules = 19;

/** The private ranges that contain the given ranges, each once. Other ranges were refused before. */
function privateRangesOf(cidrs: readonly string[]): readonly string[] {
    const ranges = cidrs.map(parseCidr).flatMap((cidr) => (cidr === undefined ? [] : [privateRangeOf(cidr)]));
    return [...new Set(ranges.flatMap((range) => (range === undefined ? [] : [formatCidr(range)])))];
}

function readVpc(config: Configuration, region: string) {
    const vpcCidr = config.text("vpcCidr");
    const range = parseCidr(vpcCidr);
    config.require(
        "vpcCidr",
        range !== undefined && range.mask >= 16 && range.mask <= 24 && isPrivate(range),
        "must be a private range of /16 to /24 that starts at its first address, for instance 10.20.0.0/16",
    );
    const zones = config.integer("zones", 2, 3);
    const zoneCidrMask = config.integer("zoneCidrMask", 18, 26);
    const leastZoneMask = (range?.mask ?? 0) + 2;
    config.require(
        "zoneCidrMask",
        zoneCidrMask >= leastZoneMask,
        `leaves no room for four zones in vpcCidr ${vpcCidr}; set it to ${leastZoneMask} or more`,
        "vpcCidr",
    );
    return {
        kind: "new" as const,
        vpcCidr,
        zones,
        zoneNames: readZoneNames(config, region, zones),
        natGateways: config.choice("natGateways", ["none", "single", "onePerZone"]),
        zoneCidrMask,
        ...readSubnetMasks(config, zoneCidrMask),
        configuredClientCidrs: readClientCidrs(config),
    };
}

/** Checks only what needs no account. `findZones` looks up the region's zones later. */
function readZoneNames(config: Configuration, region: string, zones: number): readonly string[] {
    const names = config.list("zoneNames");
    const wrong = names.filter((name) => !(name.startsWith(region) && /^[a-z]$/.test(name.slice(region.length))));
    config.require(
        "zoneNames",
        wrong.length === 0,
        `${wrong.join(", ")} is not an availability zone of ${region}; use for instance ${region}a (Aurora is in no Local Zone)`,
        "aws:region",
    );
    config.require("zoneNames", new Set(names).size === names.length, "has a zone twice; list each once");
    config.require(
        "zoneNames",
        names.length === 0 || names.length === zones,
        `has ${names.length}, and zones is ${zones}; list as many, or [] for the region's first ones`,
        "zones",
    );
    return names;
}

function readSubnetMasks(config: Configuration, zoneCidrMask: number) {
    const publicSubnetMask = config.integer("publicSubnetMask", 19, 28);
    const functionSubnetMask = config.integer("functionSubnetMask", 19, 28);
    const databaseSubnetMask = config.integer("databaseSubnetMask", 19, 28);
    // awsx allocates the subnets of a zone in this order, and checks only the sum of their sizes.
    const taken = addressesTaken([publicSubnetMask, functionSubnetMask, databaseSubnetMask]);
    config.require(
        "zoneCidrMask",
        taken <= size(zoneCidrMask),
        `is a block of ${size(zoneCidrMask)} addresses a zone, and its subnets (publicSubnetMask /${publicSubnetMask}, ` +
            `functionSubnetMask /${functionSubnetMask}, databaseSubnetMask /${databaseSubnetMask}) take ${taken} ` +
            "in that order; make the subnets smaller or the block larger",
        "publicSubnetMask",
        "functionSubnetMask",
        "databaseSubnetMask",
    );
    return { publicSubnetMask, functionSubnetMask, databaseSubnetMask };
}

/** Refuses settings that only a new VPC can have, because they would have no effect on an existing one. */
function requireOnlyForNewVpc(
    config: Configuration,
    existing: boolean,
    natGateways: string,
    clientCidrs: readonly string[],
): void {
    const owned = "an existing VPC stays as its owner created it;";
    config.require("natGateways", !existing || natGateways === "none", `${owned} set it to none`);
    config.require(
        "clientCidrs",
        !existing || clientCidrs.length === 0 || config.flag("clientCidrsIngress"),
        `${owned} set it to [], or set clientCidrsIngress to true to admit the ranges by security group`,
        "clientCidrsIngress",
    );
}

function readEndpoints(config: Configuration, existingVpc: boolean, natGateways: string): EndpointArgs {
    const kind = config.choice("endpoints", ["create", "existing", "none"]);
    const securityGroupId = config.text("endpointSecurityGroupId");
    config.require(
        "endpoints",
        existingVpc || kind !== "existing",
        "a new VPC has no endpoints yet; set it to create, or to none with natGateways single or onePerZone",
    );
    config.require(
        "endpoints",
        existingVpc || kind !== "none" || natGateways !== "none",
        "the functions would reach neither Secrets Manager nor SSM; set it to create, or natGateways to single or onePerZone",
        "natGateways",
    );
    config.require(
        "endpointSecurityGroupId",
        kind === "existing" ? /^sg-[0-9a-f]{8,17}$/.test(securityGroupId) : securityGroupId === "",
        kind === "existing"
            ? "must be the id of the endpoints' security group, for instance sg-0123456789abcdef0"
            : "is only for endpoints that exist; remove it, or set endpoints to existing",
        "endpoints",
    );
    return kind === "existing" ? { kind, securityGroupId } : { kind };
}
