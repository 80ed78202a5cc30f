import type * as pulumi from "@pulumi/pulumi";
import type { Buckets } from "../shared/buckets";

/** How the functions reach Secrets Manager and SSM. */
export type EndpointArgs =
    /** Through interface endpoints that the program creates. Each costs money per hour and zone. */
    | { readonly kind: "create" }
    /** Through existing interface endpoints behind this security group. Their owner lets the functions in. */
    | { readonly kind: "existing"; readonly securityGroupId: string }
    /** Through NAT gateways, on port 443 to every address. */
    | { readonly kind: "none" };

/** The availability zones of a new VPC. */
export interface ZoneArgs {
    /** Number of availability zones with subnets: 2 or 3. Adding the third leaves the first two as they are. */
    readonly zones: number;
    /**
     * Names of the zones, in the order of the subnets. A change of a name or of the order replaces the subnets of that
     * place.
     *
     * @default [] the first zones of the region
     */
    readonly zoneNames: readonly string[];
}

/** A VPC that the program creates, with public, function and database subnets in each zone. */
export interface NewVpcArgs extends ZoneArgs {
    readonly kind: "new";
    /** The VPC's range, for instance `10.20.0.0/16`. A change replaces the VPC and everything in it. */
    readonly vpcCidr: string;
    /**
     * Mask of each zone's block. A change replaces every subnet. The mask is fixed, because dividing the range by the
     * number of zones would replace the subnets when a zone is added.
     */
    readonly zoneCidrMask: number;
    /** Mask of each public subnet. A change replaces subnets. */
    readonly publicSubnetMask: number;
    /** Mask of each function subnet. A change replaces subnets. */
    readonly functionSubnetMask: number;
    /** Mask of each database subnet. A change replaces subnets. */
    readonly databaseSubnetMask: number;
    /** `private` subnets have a default route to the NAT gateways, if there are any. `isolated` ones never have one. */
    readonly databaseSubnets: "private" | "isolated";
    /** Each gateway costs money per hour. */
    readonly natGateways: "none" | "single" | "onePerZone";
    /** Ranges from which the network ACL allows connections to the database's port. They include the VPC's own. */
    readonly clientCidrs: readonly string[];
    /**
     * Private ranges that contain {@link clientCidrs}, for instance `10.0.0.0/8`. The network ACL allows the ICMP
     * message "fragmentation needed" from them: a router on the way to a client may have an address outside the
     * client's range.
     */
    readonly routerCidrs: readonly string[];
}

/** An existing VPC, given by its ids. */
export interface VpcByIdsArgs {
    readonly kind: "existingIds";
    readonly vpcId: string;
    /** One or more subnets, none of them in {@link databaseSubnetIds}. */
    readonly functionSubnetIds: readonly string[];
    /** Two or more subnets, in two zones or more. A change updates the subnet group in place. */
    readonly databaseSubnetIds: readonly string[];
}

/** An existing VPC, given by the outputs of the stack that created it. */
export interface VpcByStackArgs {
    readonly kind: "existingStack";
    /** The stack's full name, `organization/project/stack`. */
    readonly stack: string;
    /** Names of its outputs: one with the VPC's id, two with lists of subnet ids. */
    readonly outputs: {
        readonly vpcId: string;
        readonly functionSubnetIds: string;
        readonly databaseSubnetIds: string;
    };
}

/** Either kind of existing VPC. */
export type ExistingVpcArgs = VpcByIdsArgs | VpcByStackArgs;

/** A new or an existing VPC, and the way to the AWS APIs. */
export type NetworkArgs = (NewVpcArgs | ExistingVpcArgs) & {
    readonly endpoints: EndpointArgs;
    /** The database's port, which a new VPC's network ACL allows. */
    readonly port: number;
    /**
     * The buckets that a new VPC's database subnets reach. With an existing VPC, its owner provides the way.
     *
     * @default undefined none
     */
    readonly buckets: Buckets | undefined;
};

/** A VPC with its subnets. It has the same form for a new and for an existing VPC. */
export interface VpcSubnets {
    readonly vpcId: pulumi.Output<string>;
    /** The database's subnets, in two zones or more. */
    readonly databaseSubnetIds: pulumi.Output<string[]>;
    /** The availability zones of the database's subnets, in the subnets' order, each once. */
    readonly databaseZones: pulumi.Output<string[]>;
    /** The functions' subnets. The database is never in one of them. */
    readonly functionSubnetIds: pulumi.Output<string[]>;
    /** Resources to depend on before using the network: routes, the network ACL and interface endpoints. */
    readonly dependencies: pulumi.Resource[];
}

/** How a client's security group reaches the AWS APIs. */
export type EndpointAccess =
    /** Through interface endpoints behind this group. `owned`: the program manages the group's rules. */
    | { readonly kind: "group"; readonly securityGroupId: pulumi.Output<string>; readonly owned: boolean }
    /** Through a NAT gateway. */
    | { readonly kind: "nat" };

/** The part of a network that a platform uses. */
export interface PlatformNetwork extends VpcSubnets {
    /** How a client reaches Secrets Manager and SSM. */
    readonly endpointAccess: EndpointAccess;
}
