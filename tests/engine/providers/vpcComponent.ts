import { type VpcArguments, vpcArguments } from "../../../offline/awsxArguments";
import { natTags, type PlannedSubnet, planSubnets, sharedTags } from "../../../offline/awsxSubnets";
import { type Monitor, output, type Registered } from "./monitor";
import type { Properties } from "./wire";

/** A request for a VPC. */
export interface VpcRequest {
    readonly type: string;
    readonly name: string;
    readonly parent: string;
    /** The inputs as the plugin receives them, with Outputs as Outputs. */
    readonly inputs: Properties;
    /** The names of the account's zones, in AWS's order. */
    readonly zones: readonly string[];
}

/** The result of `awsx`. */
export interface VpcAnswer {
    readonly urn: string;
    readonly outputs: Properties;
    /** By output, the URNs of the resources that it depends on. */
    readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

interface Subnet extends PlannedSubnet {
    readonly subnet: Registered;
    readonly routeTable: Registered;
}

/**
 * Registers the component and its children with the types, names, parents and tags of the real plugin (`initialize` in
 * its `awsx/ec2/vpc.ts`, see `awsxArguments.ts`).
 */
export async function registerVpc(request: VpcRequest, monitor: Monitor): Promise<VpcAnswer> {
    const component = await monitor.registerComponent(request.type, request.name, request.parent);
    const args = vpcArguments(request.inputs, request.zones);
    const children = new Children(request.name, args, monitor);
    const vpc = await children.vpc(component);
    const gateway = await children.internetGateway(vpc);
    const subnets: Subnet[] = [];
    const natGateways: Registered[] = [];
    for (const planned of planSubnets(request.name, args)) {
        const subnet = await children.subnet(planned, vpc);
        subnets.push(subnet);
        if (planned.type === "Public") {
            if (children.needsNatGateway(natGateways.length)) {
                natGateways.push(await children.natGateway(subnet));
            }
            await children.route(subnet, { gatewayId: gateway });
        } else if (planned.type === "Private") {
            const natGateway = natGateways[planned.zoneIndex] ?? natGateways[0];
            if (natGateway !== undefined) {
                await children.route(subnet, { natGatewayId: natGateway });
            }
        }
    }
    const answer = vpcAnswer(component, vpc, subnets);
    await monitor.registerOutputs(component, answer.outputs);
    return answer;
}

function vpcAnswer(component: Registered, vpc: Registered, subnets: readonly Subnet[]): VpcAnswer {
    const ofType = (type: string) => subnets.filter((subnet) => subnet.type === type).map(({ subnet }) => subnet);
    const lists = {
        publicSubnetIds: ofType("Public"),
        privateSubnetIds: ofType("Private"),
        isolatedSubnetIds: ofType("Isolated"),
    };
    const ids = Object.entries(lists).map(([key, list]): [string, string[]] => [key, list.map(({ id }) => id)]);
    const urns = Object.entries(lists).map(([key, list]): [string, string[]] => [key, list.map(({ urn }) => urn)]);
    return {
        urn: component.urn,
        outputs: {
            vpc: output(vpc),
            vpcId: vpc.id,
            subnets: subnets.map(({ subnet }) => output(subnet)),
            routeTables: subnets.map(({ routeTable }) => output(routeTable)),
            ...Object.fromEntries(ids),
        },
        dependencies: { vpcId: [vpc.urn], ...Object.fromEntries(urns) },
    };
}

/** Creates the children of one VPC as the plugin does. */
class Children {
    constructor(
        private readonly name: string,
        private readonly args: VpcArguments,
        private readonly monitor: Monitor,
    ) {}

    async vpc(component: Registered): Promise<Registered> {
        const { cidrBlock, passedOn } = this.args;
        const inputs = { ...passedOn, cidrBlock, tags: sharedTags(this.name, this.args) };
        return await this.child("vpc:Vpc", this.name, component, inputs, {}, []);
    }

    async internetGateway(vpc: Registered): Promise<Registered> {
        const inputs = { tags: sharedTags(this.name, this.args) };
        return await this.child("internetGateway:InternetGateway", this.name, vpc, inputs, { vpcId: vpc });
    }

    async subnet(planned: PlannedSubnet, vpc: Registered): Promise<Subnet> {
        const { name, type, availabilityZone, cidrBlock, tags } = planned;
        const mapPublicIpOnLaunch = type === "Public";
        const inputs = { availabilityZone, cidrBlock, mapPublicIpOnLaunch, assignIpv6AddressOnCreation: false, tags };
        const subnet = await this.child("subnet:Subnet", name, vpc, inputs, { vpcId: vpc });
        const tableInputs = { tags: planned.routeTableTags };
        const routeTable = await this.child("routeTable:RouteTable", name, subnet, tableInputs, { vpcId: vpc });
        const ids = { routeTableId: routeTable, subnetId: subnet };
        await this.child("routeTableAssociation:RouteTableAssociation", name, routeTable, {}, ids);
        return { ...planned, subnet, routeTable };
    }

    needsNatGateway(existing: number): boolean {
        const { natStrategy } = this.args;
        return natStrategy === "OnePerAz" || (natStrategy === "Single" && existing === 0);
    }

    async natGateway({ subnet, zoneIndex }: Subnet): Promise<Registered> {
        const name = `${this.name}-${zoneIndex + 1}`;
        const inputs = { tags: natTags(name, this.args) };
        const address = await this.child("eip:Eip", name, subnet, inputs, {});
        return await this.child("natGateway:NatGateway", name, subnet, inputs, {
            allocationId: address,
            subnetId: subnet,
        });
    }

    async route({ name, routeTable }: Subnet, target: Readonly<Record<string, Registered>>): Promise<void> {
        const inputs = { destinationCidrBlock: "0.0.0.0/0" };
        await this.child("route:Route", name, routeTable, inputs, { routeTableId: routeTable, ...target });
    }

    /** @param type without the module, for instance `subnet:Subnet`. */
    private async child(
        type: string,
        name: string,
        parent: Registered,
        inputs: Properties,
        ids: Readonly<Record<string, Registered>>,
        dependsOn: readonly Registered[] = [parent],
    ): Promise<Registered> {
        const registration = { type: `aws:ec2/${type}`, name, parent: parent.urn, inputs, ids, dependsOn };
        return await this.monitor.register(registration);
    }
}
