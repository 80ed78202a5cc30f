import type { StoredResource } from "./stored";
import { isObject } from "./wire";

/**
 * The resource that keeps another from being deleted, as AWS would refuse it (`DependencyViolation`,
 * `InvalidDBSubnetGroupStateFault`, `DeleteConflict` and the like). Undefined where nothing does.
 */
export function userOf(used: StoredResource, all: Iterable<StoredResource>): StoredResource | undefined {
    const names = [used.id, used.state.name];
    for (const other of all) {
        const properties = users[used.type]?.[other.type] ?? [];
        if (properties.some((property) => refersTo(valueAt(other.state, property), names)) && !ownRule(used, other)) {
            return other;
        }
    }
    return undefined;
}

/** A security group goes with the rules that are its own. */
function ownRule(group: StoredResource, other: StoredResource): boolean {
    return other.type.startsWith("aws:vpc/securityGroup") && other.state.securityGroupId === group.id;
}

function valueAt(value: unknown, path: string): unknown {
    return path
        .split(".")
        .reduce((inner: unknown, key) => (isObject(inner) ? Reflect.get(inner, key) : undefined), value);
}

function refersTo(value: unknown, names: readonly unknown[]): boolean {
    return isObject(value) ? Object.values(value).some((inner) => refersTo(inner, names)) : names.includes(value);
}

const vpcUsers = [
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/networkAcl:NetworkAcl",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
];

/** By the type of what is used, the types that use it and the properties in which they name it. */
const users: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    "aws:cloudwatch/eventRule:EventRule": { "aws:cloudwatch/eventTarget:EventTarget": ["rule"] },
    "aws:ec2/eip:Eip": { "aws:ec2/natGateway:NatGateway": ["allocationId"] },
    "aws:ec2/routeTable:RouteTable": { "aws:ec2/routeTableAssociation:RouteTableAssociation": ["routeTableId"] },
    "aws:ec2/securityGroup:SecurityGroup": {
        "aws:ec2/vpcEndpoint:VpcEndpoint": ["securityGroupIds"],
        "aws:lambda/function:Function": ["vpcConfig.securityGroupIds"],
        "aws:rds/cluster:Cluster": ["vpcSecurityGroupIds"],
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["referencedSecurityGroupId"],
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["referencedSecurityGroupId"],
    },
    "aws:ec2/subnet:Subnet": {
        "aws:ec2/natGateway:NatGateway": ["subnetId"],
        "aws:ec2/vpcEndpoint:VpcEndpoint": ["subnetIds"],
        "aws:lambda/function:Function": ["vpcConfig.subnetIds"],
        "aws:rds/subnetGroup:SubnetGroup": ["subnetIds"],
    },
    "aws:ec2/vpc:Vpc": Object.fromEntries(vpcUsers.map((type) => [type, ["vpcId"]])),
    "aws:iam/role:Role": {
        "aws:iam/rolePolicy:RolePolicy": ["role"],
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["role"],
    },
    "aws:rds/cluster:Cluster": { "aws:rds/clusterInstance:ClusterInstance": ["clusterIdentifier"] },
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": {
        "aws:rds/cluster:Cluster": ["dbClusterParameterGroupName"],
    },
    "aws:rds/subnetGroup:SubnetGroup": { "aws:rds/cluster:Cluster": ["dbSubnetGroupName"] },
};
