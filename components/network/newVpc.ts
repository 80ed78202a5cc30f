import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { createBucketEndpoint } from "./bucketEndpoint";
import type { NetworkArgs, NewVpcArgs, VpcSubnets } from "./types";

const natStrategies = { none: "None", single: "Single", onePerZone: "OnePerAz" } as const;

/** `awsx` lists the subnets of all specs of one type together. This tag distinguishes them. */
const tierTag = "Tier";

type Tier = "public" | "functions" | "database";

/**
 * Creates the VPC, its subnets and the database's network ACL, and removes every rule of the VPC's default security
 * group.
 *
 * @param args `zoneNames` holds the name of each zone, see `findZones`.
 */
export function createVpc(
    name: string,
    args: NewVpcArgs & Pick<NetworkArgs, "port" | "buckets">,
    parent: pulumi.Resource,
): VpcSubnets {
    const vpc = new awsx.ec2.Vpc(
        name,
        {
            cidrBlock: args.vpcCidr,
            availabilityZoneNames: [...args.zoneNames],
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

    // A network interface that is created without a security group gets the default one (Security Hub EC2.2).
    new aws.ec2.DefaultSecurityGroup(`${name}-default`, { vpcId: vpc.vpcId, ingress: [], egress: [] }, { parent });

    const databaseSubnetIds = subnetsOf(vpc, "database", (subnet) => subnet.id);
    const networkAcl = createDatabaseNetworkAcl(
        name,
        {
            vpcId: vpc.vpcId,
            subnetIds: databaseSubnetIds,
            clientCidrs: args.clientCidrs,
            routerCidrs: args.routerCidrs,
            port: args.port,
            reachesBuckets: args.buckets !== undefined,
        },
        parent,
    );
    if (args.buckets !== undefined) {
        const routeTableIds = routeTablesOf(vpc, "database");
        createBucketEndpoint(name, { vpcId: vpc.vpcId, routeTableIds, buckets: args.buckets }, parent);
    }
    return {
        vpcId: vpc.vpcId,
        databaseSubnetIds,
        databaseZones: subnetsOf(vpc, "database", (subnet) => subnet.availabilityZone),
        functionSubnetIds: subnetsOf(vpc, "functions", (subnet) => subnet.id),
        dependencies: [vpc, networkAcl],
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
 * One property of each subnet of a tier, in the order of the zones.
 *
 * The subnets are filtered by their tags before the property is read: in a preview of an empty stack the tags are known
 * and the ids are not, and one unknown value would make the whole list unknown.
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

/** The ids of the route tables of a tier's subnets. `awsx` lists subnets and route tables in the same order. */
function routeTablesOf(vpc: awsx.ec2.Vpc, tier: Tier): pulumi.Output<string[]> {
    return vpc.subnets.apply((subnets) =>
        pulumi
            .all(subnets.map((subnet) => subnet.tags))
            .apply((tags) =>
                vpc.routeTables.apply((tables) =>
                    pulumi.all(tables.filter((_, i) => tags[i]?.[tierTag] === tier).map((table) => table.id)),
                ),
            ),
    );
}

/** The subnets that a network ACL protects, and the traffic that it allows. */
interface NetworkAclArgs extends Pick<NewVpcArgs, "clientCidrs" | "routerCidrs">, Pick<NetworkArgs, "port"> {
    readonly vpcId: pulumi.Output<string>;
    readonly subnetIds: pulumi.Output<string[]>;
    /** Whether the database connects to S3. */
    readonly reachesBuckets: boolean;
}

/** Linux chooses a connection's own port above this one. A database that reaches S3 must have its port below it. */
const firstEphemeralPort = 32_768;

/**
 * Allows the clients' ranges to connect to the database's port, the responses to them, and one ICMP message.
 *
 * A router that drops a response because the next link's MTU is too small reports it by ICMP "fragmentation needed"
 * (type 3, code 4). Without that message the database would retransmit the same packet until the connection ends. A
 * security group is stateful and allows the message as part of the connection; a network ACL is stateless
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html#path_mtu_discovery). Outgoing ICMP stays
 * denied, because the subnets contain no router.
 *
 * A network ACL takes no prefix list, and S3's ranges change. So HTTPS may leave to every address, and its responses
 * may return from every address; the security group allows S3 alone. The database's port is not among those of the
 * responses.
 *
 * The rules are inline, with ranges that are known in a preview. Standalone rules with unknown ranges would plan
 * replacements later, and standalone rules conflict with inline rules of the same ACL.
 */
function createDatabaseNetworkAcl(
    name: string,
    { vpcId, subnetIds, clientCidrs, routerCidrs, port, reachesBuckets }: NetworkAclArgs,
    parent: pulumi.Resource,
): aws.ec2.NetworkAcl {
    const fragmentationNeeded = { action: "allow", protocol: "icmp", icmpType: 3, icmpCode: 4, fromPort: 0, toPort: 0 };
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
            vpcId,
            subnetIds,
            ingress: [
                ...clientCidrs.map((cidr, index) => rule(cidr, index, port, port)),
                ...routerCidrs.map((cidrBlock, index) => ({ ...fragmentationNeeded, ruleNo: 200 + index, cidrBlock })),
                ...(reachesBuckets ? [rule("0.0.0.0/0", 200, firstEphemeralPort, 65535)] : []),
            ],
            // The ephemeral ports of clients:
            // https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
            egress: [
                ...clientCidrs.map((cidr, index) => rule(cidr, index, 1024, 65535)),
                ...(reachesBuckets ? [rule("0.0.0.0/0", 200, 443, 443)] : []),
            ],
            tags: { Name: `${name}-database` },
        },
        { parent },
    );
}
