import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkPlacement } from "./network";
import type { ZoneArgs } from "./zones";

/** A VPC of the program's own: public, function and database subnets in each zone. */
export interface NewNetworkArgs extends ZoneArgs {
    readonly kind: "new";
    /** The VPC's range, for instance `10.20.0.0/16`. A change replaces the VPC and everything in it. */
    readonly vpcCidr: string;
    /** The mask of each zone's block. It is fixed, since a range divided anew by the zones would replace subnets. */
    readonly zoneCidrMask: number;
    readonly publicSubnetMask: number;
    readonly functionSubnetMask: number;
    readonly databaseSubnetMask: number;
    /** `private` follows the NAT gateways' default route where there are any, `isolated` never has one. */
    readonly databaseSubnets: "private" | "isolated";
    /** Each gateway costs money per hour. */
    readonly natGateways: "none" | "single" | "onePerZone";
    /** The ranges that may reach the database's port through the network ACL. */
    readonly clientCidrs: readonly string[];
    /** The ranges whose routers may tell the database that a packet is too long for the way to a client. */
    readonly routerCidrs: readonly string[];
}

const natStrategies = { none: "None", single: "Single", onePerZone: "OnePerAz" } as const;

/** `awsx` lists the subnets of all specs of one type together; this tag of our own tells them apart. */
const tierTag = "Tier";

type Tier = "public" | "functions" | "database";

/**
 * Makes the VPC, its subnets, the database's network ACL, and empties the VPC's default security group.
 *
 * @param zoneNames the availability zones in which there are subnets, see `findZones`.
 */
export function newNetwork(
    name: string,
    args: NewNetworkArgs,
    zoneNames: readonly string[],
    port: number,
    parent: pulumi.Resource,
): NetworkPlacement {
    const vpc = new awsx.ec2.Vpc(
        name,
        {
            cidrBlock: args.vpcCidr,
            availabilityZoneNames: [...zoneNames],
            availabilityZoneCidrMask: args.zoneCidrMask,
            subnetStrategy: "Auto",
            subnetSpecs: [
                subnetSpec("public", "Public", args.publicSubnetMask),
                subnetSpec("functions", "Private", args.functionSubnetMask),
                subnetSpec(
                    "database",
                    args.databaseSubnets === "private" ? "Private" : "Isolated",
                    args.databaseSubnetMask,
                ),
            ],
            natGateways: { strategy: natStrategies[args.natGateways] },
            // Private DNS of the interface endpoints needs both.
            enableDnsHostnames: true,
            enableDnsSupport: true,
        },
        { parent },
    );

    // An interface without a group of its own gets the default one (Security Hub EC2.2).
    new aws.ec2.DefaultSecurityGroup(`${name}-default`, { vpcId: vpc.vpcId, ingress: [], egress: [] }, { parent });

    const databaseSubnetIds = subnetsOf(vpc, "database", (subnet) => subnet.id);
    const networkAcl = databaseNetworkAcl(name, { vpcId: vpc.vpcId, subnetIds: databaseSubnetIds }, args, port, parent);
    return {
        vpcId: vpc.vpcId,
        databaseSubnetIds,
        databaseZones: subnetsOf(vpc, "database", (subnet) => subnet.availabilityZone),
        functionSubnetIds: subnetsOf(vpc, "functions", (subnet) => subnet.id),
        path: [vpc, networkAcl],
    };
}

function subnetSpec(
    tier: Tier,
    type: awsx.types.enums.ec2.SubnetType,
    cidrMask: number,
): awsx.types.input.ec2.SubnetSpecArgs {
    return { name: tier, type, cidrMask, tags: { [tierTag]: tier } };
}

/**
 * One property of the subnets of a tier, in the order of the zones.
 *
 * The tier is read from the tags alone, and the property afterwards: in a preview of an empty stack the tags are
 * known and the ids are not, and one unknown value would make the whole choice unknown.
 */
function subnetsOf(
    vpc: awsx.ec2.Vpc,
    tier: Tier,
    property: (subnet: aws.ec2.Subnet) => pulumi.Output<string>,
): pulumi.Output<string[]> {
    return vpc.subnets.apply((subnets) =>
        pulumi
            .all(subnets.map((subnet) => subnet.tags))
            .apply((tags) => pulumi.all(subnets.filter((_, i) => tags[i]?.[tierTag] === tier).map(property))),
    );
}

/**
 * Lets the clients' ranges in on the database's port, and the answers to them out; everything else is refused but one
 * kind of message: a router on the way whose next link takes no packet as long as the database's answer drops it and
 * says so by ICMP (type 3, code 4). Without that message the database sends the same packet again until the connection
 * ends. A security group lets the message in by itself, as it belongs to a connection; a network ACL has no memory
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html#path_mtu_discovery). Nothing of the kind goes
 * out: the database is no router, and those of AWS are not in its subnets.
 *
 * The rules are inline, with ranges that are known in a preview: standalone rules with unknown ranges plan
 * replacements later, and inline and standalone rules of one ACL fight each other.
 */
function databaseNetworkAcl(
    name: string,
    subnets: { readonly vpcId: pulumi.Output<string>; readonly subnetIds: pulumi.Output<string[]> },
    { clientCidrs, routerCidrs }: Pick<NewNetworkArgs, "clientCidrs" | "routerCidrs">,
    port: number,
    parent: pulumi.Resource,
): aws.ec2.NetworkAcl {
    const tooLong = { action: "allow", protocol: "icmp", icmpType: 3, icmpCode: 4, fromPort: 0, toPort: 0 };
    const rule = (cidrBlock: string, index: number, fromPort: number, toPort: number) => ({
        ruleNo: 100 + index,
        action: "allow",
        protocol: "tcp",
        cidrBlock,
        fromPort,
        toPort,
    });
    return new aws.ec2.NetworkAcl(
        `${name}-database`,
        {
            ...subnets,
            ingress: [
                ...clientCidrs.map((cidr, index) => rule(cidr, index, port, port)),
                ...routerCidrs.map((cidrBlock, index) => ({ ...tooLong, ruleNo: 200 + index, cidrBlock })),
            ],
            // The ports from which clients connect: https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
            egress: clientCidrs.map((cidr, index) => rule(cidr, index, 1024, 65535)),
            tags: { Name: `${name}-database` },
        },
        { parent },
    );
}
