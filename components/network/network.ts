import * as pulumi from "@pulumi/pulumi";
import { existingNetwork, type ExistingNetworkArgs } from "./existingVpc";
import { flowLogs, type FlowLogsArgs } from "./flowLogs";
import { newNetwork, type NewNetworkArgs } from "./newVpc";
import { createEndpoints } from "./endpoints";
import { findZones } from "./zones";

/** How the functions reach the AWS APIs that they call. */
export type EndpointArgs =
    /** Interface endpoints of the program's own. They cost money per hour and zone. */
    | { readonly kind: "create" }
    /** Interface endpoints that are there already, behind this security group, whose owner lets the functions in. */
    | { readonly kind: "existing"; readonly securityGroupId: string }
    /** None: the functions leave by NAT, on port 443 to everywhere. */
    | { readonly kind: "none" };

/** A network of the program's own, or somebody else's. */
export type NetworkArgs = (NewNetworkArgs | ExistingNetworkArgs) & {
    readonly endpoints: EndpointArgs;
    /** The database's port: the one that a new VPC's network ACL lets in. */
    readonly port: number;
};

/** The part of a network that is different in a new and an existing VPC. */
export interface NetworkPlacement {
    readonly vpcId: pulumi.Output<string>;
    /** The database's subnets, in two zones or more. */
    readonly databaseSubnetIds: pulumi.Output<string[]>;
    /** The availability zones of the database's subnets, in the subnets' order, each once. */
    readonly databaseZones: pulumi.Output<string[]>;
    /** The functions' subnets. They are never the database's. */
    readonly functionSubnetIds: pulumi.Output<string[]>;
    /** What must stand before a function can be reached or reach anything: routes and network ACL. */
    readonly path: pulumi.Resource[];
}

/** How a client's security group reaches the AWS APIs. */
export type EndpointAccess =
    /** Through interface endpoints behind this group; `owned` where their rules are the program's to make. */
    | { readonly kind: "group"; readonly securityGroupId: pulumi.Output<string>; readonly owned: boolean }
    /** Through a NAT gateway. */
    | { readonly kind: "nat" };

/**
 * Where the database and its clients live. A new VPC and an existing one give the same result, so that the rest of
 * the program cannot tell which it was. In an existing VPC nothing is made that belongs to its owner.
 */
export class Network extends pulumi.ComponentResource implements NetworkPlacement {
    readonly vpcId: pulumi.Output<string>;
    readonly databaseSubnetIds: pulumi.Output<string[]>;
    readonly databaseZones: pulumi.Output<string[]>;
    readonly functionSubnetIds: pulumi.Output<string[]>;
    readonly path: pulumi.Resource[];
    /** How a client reaches Secrets Manager and SSM. */
    readonly endpointAccess: EndpointAccess;

    private readonly ownsVpc: boolean;

    /**
     * Makes the network. A new VPC's zones are looked up before, since `awsx` needs their plain names.
     *
     * @param name prefix of the children's names.
     * @param args a change of `kind` or `vpcCidr` replaces subnets, and with them the cluster. That of a mask or of a
     *   zone replaces subnets alone, which AWS refuses while something is in them.
     * @throws RunError where the region has too few zones, or none of a name.
     */
    static async create(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions): Promise<Network> {
        return new Network(name, args, args.kind === "new" ? await findZones(args) : [], opts);
    }

    private constructor(
        name: string,
        args: NetworkArgs,
        zoneNames: readonly string[],
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("experimentation:network:Network", name, {}, opts);

        const placement =
            args.kind === "new"
                ? newNetwork(name, args, zoneNames, args.port, this)
                : existingNetwork(name, args, this);
        this.vpcId = placement.vpcId;
        this.databaseSubnetIds = placement.databaseSubnetIds;
        this.databaseZones = placement.databaseZones;
        this.functionSubnetIds = placement.functionSubnetIds;
        this.ownsVpc = args.kind === "new";

        const endpoints = args.endpoints.kind === "create" ? createEndpoints(name, placement, this) : undefined;
        this.path = [...placement.path, ...(endpoints?.path ?? [])];
        this.endpointAccess = endpoints?.access ?? givenAccess(args.endpoints);

        this.registerOutputs({
            vpcId: this.vpcId,
            databaseSubnetIds: this.databaseSubnetIds,
            functionSubnetIds: this.functionSubnetIds,
        });
    }

    /** Records the VPC's traffic, accepted and refused. Does nothing in an existing VPC: that is its owner's to decide. */
    recordFlows(name: string, args: FlowLogsArgs): void {
        if (this.ownsVpc) {
            flowLogs(name, this.vpcId, args, this);
        }
    }
}

function givenAccess(endpoints: EndpointArgs): EndpointAccess {
    return endpoints.kind === "existing"
        ? { kind: "group", securityGroupId: pulumi.output(endpoints.securityGroupId), owned: false }
        : { kind: "nat" };
}
