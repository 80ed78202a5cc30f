/**
 * The inputs of a type whose change makes its provider replace the resource.
 *
 * @throws for a type that the program did not use before: it has to be added here.
 */
export function replacingInputs(type: string): readonly string[] {
    const found = replacing[type];
    if (found === undefined) {
        throw new Error(`${type}: which of its inputs replace it is not known; add the type to ${__filename}`);
    }
    return found.split(" ").filter((input) => input !== "");
}

/** The values of an input before and after a change; undefined where it is not set. */
export interface InputChange {
    readonly from: unknown;
    readonly to: unknown;
}

/**
 * Whether a change of one input makes the provider replace the resource.
 *
 * @throws for a type that the program did not use before: it has to be added here.
 */
export function isReplacing(type: string, input: string, { from, to }: InputChange): boolean {
    const isSetOrTakenAway = (from === undefined) !== (to === undefined);
    return (
        replacingInputs(type).includes(input) ||
        (isSetOrTakenAway && ruleTypes.includes(type) && ruleSources.includes(input))
    );
}

const ruleTypes: readonly string[] = [
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
];

/**
 * The kinds of source of a security group's rule. AWS changes a source of the same kind in place, and no rule to another
 * kind (`ModifyPlan` in `internal/service/ec2/vpc_security_group_ingress_rule.go` of the AWS provider).
 */
const ruleSources: readonly string[] = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

/**
 * After the AWS provider's argument references ("Forces new resource") and schemas (`ForceNew` in
 * https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service); for a VPC of awsx, which is a
 * component, the inputs that replace its VPC or its subnets. A change of its zones replaces the subnets of a zone that
 * is no longer in its place; one zone more replaces none.
 *
 * What a real provider answered for 107 of these pairs is in `tests/tools/plan/replacingSeen.json`, and where the rest of what
 * the program sets comes from in `tests/tools/plan/replacingSources.ts`. This table and the engine's double are compared with
 * both.
 */
const replacing: Readonly<Record<string, string>> = {
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": "alarmName",
    "aws:cloudwatch/dashboard:Dashboard": "dashboardName",
    "aws:cloudwatch/eventRule:EventRule": "eventBusName name namePrefix",
    "aws:cloudwatch/eventTarget:EventTarget": "eventBusName rule targetId",
    "aws:cloudwatch/logGroup:LogGroup": "name namePrefix logGroupClass",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": "logGroupName name",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "name",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "vpcId",
    "aws:ec2/eip:Eip": "domain",
    "aws:ec2/flowLog:FlowLog":
        "iamRoleArn logDestination logDestinationType logFormat maxAggregationInterval trafficType vpcId",
    "aws:ec2/internetGateway:InternetGateway": "",
    "aws:ec2/natGateway:NatGateway": "allocationId connectivityType subnetId",
    "aws:ec2/networkAcl:NetworkAcl": "vpcId",
    "aws:ec2/route:Route": "destinationCidrBlock routeTableId",
    "aws:ec2/routeTable:RouteTable": "vpcId",
    "aws:ec2/routeTableAssociation:RouteTableAssociation": "gatewayId subnetId",
    "aws:ec2/securityGroup:SecurityGroup": "description name namePrefix vpcId",
    "aws:ec2/subnet:Subnet": "availabilityZone cidrBlock vpcId",
    "aws:ec2/vpc:Vpc": "cidrBlock instanceTenancy",
    "aws:ec2/vpcEndpoint:VpcEndpoint": "serviceName vpcEndpointType vpcId",
    "aws:iam/role:Role": "name namePrefix path",
    "aws:iam/rolePolicy:RolePolicy": "name namePrefix role",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn role",
    "aws:kms/alias:Alias": "name namePrefix",
    "aws:kms/key:Key": "customKeyStoreId customerMasterKeySpec keyUsage multiRegion",
    "aws:lambda/function:Function": "name packageType",
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": "functionName qualifier",
    "aws:lambda/permission:Permission": "action function principal sourceAccount sourceArn statementId",
    "aws:rds/cluster:Cluster":
        "availabilityZones clusterIdentifier databaseName dbSubnetGroupName engine kmsKeyId masterUsername storageEncrypted",
    "aws:rds/clusterInstance:ClusterInstance": "availabilityZone clusterIdentifier dbSubnetGroupName engine identifier",
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": "description family name",
    "aws:rds/eventSubscription:EventSubscription": "name",
    "aws:rds/subnetGroup:SubnetGroup": "name namePrefix",
    "aws:scheduler/schedule:Schedule": "groupName name namePrefix",
    "aws:secretsmanager/secret:Secret": "name namePrefix",
    "aws:secretsmanager/secretPolicy:SecretPolicy": "secretArn",
    "aws:secretsmanager/secretRotation:SecretRotation": "secretId",
    "aws:secretsmanager/secretVersion:SecretVersion": "secretBinary secretId secretString",
    "aws:sns/topic:Topic": "fifoTopic name namePrefix",
    "aws:sns/topicPolicy:TopicPolicy": "arn",
    "aws:sns/topicSubscription:TopicSubscription": "endpoint protocol topic",
    "aws:ssm/parameter:Parameter": "name",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "securityGroupId",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "securityGroupId",
    "awsx:ec2:Vpc": "availabilityZoneCidrMask cidrBlock",
};
