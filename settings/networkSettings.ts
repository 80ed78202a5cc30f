/** How the database's subnets are connected: `private` may have a route out by NAT, `isolated` never has one. */
export type DatabaseSubnets = "private" | "isolated";

/** How many NAT gateways a new VPC has. Each one costs money per hour. */
export type NatGateways = "none" | "single" | "onePerZone";

/** The way from the functions to Secrets Manager and SSM. */
export type Endpoints =
    /** Interface endpoints are made. They cost money per hour. */
    | { readonly kind: "create" }
    /** Interface endpoints are there already, behind this security group. */
    | { readonly kind: "existing"; readonly securityGroupId: string }
    /** There are none: the functions leave by NAT, on port 443 to everywhere. */
    | { readonly kind: "none" };

/** What is known of any network. */
interface AnyNetwork {
    /** How the database's subnets are connected. In an existing VPC this is the operator's statement. */
    readonly databaseSubnets: DatabaseSubnets;
    /** The way from the functions to Secrets Manager and SSM. */
    readonly endpoints: Endpoints;
}

/** A VPC of the program's own. */
export interface NewNetwork extends AnyNetwork {
    readonly kind: "new";
    /** The VPC's range, for instance `10.20.0.0/16`. A change replaces the VPC and everything in it. */
    readonly vpcCidr: string;
    /** In how many availability zones there are subnets: 2 or 3. A third may be added later. */
    readonly zones: number;
    /** The names of these zones in the subnets' order; empty for the region's first ones. */
    readonly zoneNames: readonly string[];
    /** The NAT gateways. */
    readonly natGateways: NatGateways;
    /** The mask of each zone's block. A change replaces every subnet. */
    readonly zoneCidrMask: number;
    /** The mask of each public subnet. A change replaces subnets. */
    readonly publicSubnetMask: number;
    /** The mask of each subnet for functions. A change replaces subnets. */
    readonly functionSubnetMask: number;
    /** The mask of each subnet for the database. A change replaces subnets. */
    readonly databaseSubnetMask: number;
    /** Who may reach the database's port through the network ACL: the VPC's range, and what is configured. */
    readonly clientCidrs: readonly string[];
    /**
     * The private ranges that the clients' ranges are part of, for instance `10.0.0.0/8`: a router between a client and
     * the database has an address of its own, which need not be in a client's range.
     */
    readonly routerCidrs: readonly string[];
}

/** A VPC that somebody else owns, given by its ids. */
export interface ExistingNetworkByIds extends AnyNetwork {
    readonly kind: "existingIds";
    /** The VPC's id. */
    readonly vpcId: string;
    /** The ids of the functions' subnets. */
    readonly functionSubnetIds: readonly string[];
    /** The ids of the database's subnets, two or more. A change of the set changes the subnet group in place. */
    readonly databaseSubnetIds: readonly string[];
}

/** A VPC that another stack made, given by that stack's outputs. */
export interface ExistingNetworkByStack extends AnyNetwork {
    readonly kind: "existingStack";
    /** The other stack's full name, `organisation/project/stack`. */
    readonly stack: string;
    /** The names of the outputs that hold the VPC's id and the lists of subnet ids. */
    readonly outputs: {
        readonly vpcId: string;
        readonly functionSubnetIds: string;
        readonly databaseSubnetIds: string;
    };
}

/** Where the database and the functions are. */
export type NetworkSettings = NewNetwork | ExistingNetworkByIds | ExistingNetworkByStack;
