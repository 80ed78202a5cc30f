import * as pulumi from "@pulumi/pulumi";
import { createEndpoints } from "./endpoints";
import { lookUpVpc } from "./existingVpc";
import { createFlowLogs, type FlowLogsArgs } from "./flowLogs";
import { createVpc } from "./newVpc";
import type { EndpointAccess, EndpointArgs, NetworkArgs, PlatformNetwork } from "./types";
import { findZones } from "./zones";

/**
 * The VPC, subnets and endpoints of the database and its clients. A new and an existing VPC have the same properties,
 * so the rest of the program does not distinguish them. In an existing VPC the program creates interface endpoints and
 * security groups at most.
 */
export class Network extends pulumi.ComponentResource implements PlatformNetwork {
    readonly vpcId: pulumi.Output<string>;
    readonly databaseSubnetIds: pulumi.Output<string[]>;
    readonly databaseZones: pulumi.Output<string[]>;
    readonly functionSubnetIds: pulumi.Output<string[]>;
    readonly dependencies: pulumi.Resource[];
    readonly endpointAccess: EndpointAccess;

    private readonly ownsVpc: boolean;

    /**
     * Creates the network. The zones of a new VPC are looked up first, because `awsx` needs their plain names.
     *
     * @param name prefix of the children's names.
     * @param args a change of `kind` or `vpcCidr` replaces subnets, and with them the cluster. A change of a mask or a
     *   zone replaces subnets only; AWS refuses to delete those that are in use.
     * @throws RunError where the region has too few zones, or lacks one of `zoneNames`.
     */
    static async create(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions): Promise<Network> {
        return new Network(name, args.kind === "new" ? { ...args, zoneNames: await findZones(args) } : args, opts);
    }

    private constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("experimentation:network:Network", name, {}, opts);

        const vpc = args.kind === "new" ? createVpc(name, args, this) : lookUpVpc(name, args, this);
        this.vpcId = vpc.vpcId;
        this.databaseSubnetIds = vpc.databaseSubnetIds;
        this.databaseZones = vpc.databaseZones;
        this.functionSubnetIds = vpc.functionSubnetIds;
        this.ownsVpc = args.kind === "new";

        const endpoints = args.endpoints.kind === "create" ? createEndpoints(name, vpc, this) : undefined;
        this.dependencies = [...vpc.dependencies, ...(endpoints?.dependencies ?? [])];
        this.endpointAccess = endpoints?.access ?? configuredAccess(args.endpoints);

        this.registerOutputs({
            vpcId: this.vpcId,
            databaseSubnetIds: this.databaseSubnetIds,
            functionSubnetIds: this.functionSubnetIds,
        });
    }

    /**
     * Logs the VPC's traffic, accepted and rejected. Does nothing in an existing VPC, whose owner decides on its logs.
     */
    createFlowLogs(name: string, args: FlowLogsArgs): void {
        if (this.ownsVpc) {
            createFlowLogs(name, this.vpcId, args, this);
        }
    }
}

function configuredAccess(endpoints: EndpointArgs): EndpointAccess {
    return endpoints.kind === "existing"
        ? { kind: "group", securityGroupId: pulumi.output(endpoints.securityGroupId), owned: false }
        : { kind: "nat" };
}
