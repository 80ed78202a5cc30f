/** What the double knows of a type, besides its outputs. */
export interface ResourceType {
    /** Inputs without which the provider refuses the resource. */
    readonly required: readonly string[];
    /** Inputs whose change makes the provider replace the resource. */
    readonly replaces: readonly string[];
    /** The input that the provider fills with a name of its own where the program gives neither it nor a prefix. */
    readonly autoName: string | undefined;
}

/** @throws for a type that the program did not use before: it has to be added here. */
export function resourceType(type: string): ResourceType {
    const found = resourceTypes[type];
    if (found === undefined) {
        throw new Error(`${type}: the double does not know this type; add it to ${__filename}`);
    }
    return found;
}

function words(text = ""): readonly string[] {
    return text.split(" ").filter((word) => word !== "");
}

function type({ required, replaces, autoName }: { required?: string; replaces?: string; autoName?: string }) {
    return { required: words(required), replaces: words(replaces), autoName };
}

/** After the argument references of the AWS provider ("Required", "Forces new resource"). */
const resourceTypes: Readonly<Record<string, ResourceType>> = {
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": type({ required: "alarmName alarmRule", replaces: "alarmName" }),
    "aws:cloudwatch/dashboard:Dashboard": type({
        required: "dashboardBody dashboardName",
        replaces: "dashboardName",
    }),
    "aws:cloudwatch/logGroup:LogGroup": type({ replaces: "name namePrefix logGroupClass", autoName: "name" }),
    "aws:cloudwatch/metricAlarm:MetricAlarm": type({
        required: "comparisonOperator evaluationPeriods",
        replaces: "name",
        autoName: "name",
    }),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": type({ replaces: "vpcId" }),
    "aws:ec2/eip:Eip": type({ replaces: "domain" }),
    "aws:ec2/flowLog:FlowLog": type({
        replaces: "iamRoleArn logDestination logDestinationType logFormat maxAggregationInterval trafficType vpcId",
    }),
    "aws:ec2/internetGateway:InternetGateway": type({}),
    "aws:ec2/natGateway:NatGateway": type({ replaces: "allocationId connectivityType subnetId" }),
    "aws:ec2/networkAcl:NetworkAcl": type({ required: "vpcId", replaces: "vpcId" }),
    "aws:ec2/route:Route": type({ required: "routeTableId", replaces: "destinationCidrBlock routeTableId" }),
    "aws:ec2/routeTable:RouteTable": type({ required: "vpcId", replaces: "vpcId" }),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": type({
        required: "routeTableId",
        replaces: "gatewayId subnetId",
    }),
    "aws:ec2/securityGroup:SecurityGroup": type({ replaces: "description name namePrefix vpcId", autoName: "name" }),
    "aws:ec2/subnet:Subnet": type({ required: "vpcId", replaces: "availabilityZone cidrBlock vpcId" }),
    "aws:ec2/vpc:Vpc": type({ replaces: "cidrBlock instanceTenancy" }),
    "aws:ec2/vpcEndpoint:VpcEndpoint": type({ required: "vpcId", replaces: "serviceName vpcEndpointType vpcId" }),
    "aws:iam/role:Role": type({ required: "assumeRolePolicy", replaces: "name namePrefix path", autoName: "name" }),
    "aws:iam/rolePolicy:RolePolicy": type({
        required: "policy role",
        replaces: "name namePrefix role",
        autoName: "name",
    }),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": type({
        required: "policyArn role",
        replaces: "policyArn role",
    }),
    "aws:kms/alias:Alias": type({ required: "targetKeyId", replaces: "name namePrefix", autoName: "name" }),
    "aws:kms/key:Key": type({ replaces: "customKeyStoreId customerMasterKeySpec keyUsage multiRegion" }),
    "aws:lambda/function:Function": type({ required: "role", replaces: "name packageType", autoName: "name" }),
    "aws:lambda/permission:Permission": type({
        required: "action function principal",
        replaces: "action function principal sourceAccount sourceArn statementId",
        autoName: "statementId",
    }),
    "aws:rds/cluster:Cluster": type({
        required: "engine",
        replaces:
            "availabilityZones clusterIdentifier databaseName dbSubnetGroupName engine kmsKeyId masterUsername storageEncrypted",
    }),
    "aws:rds/clusterInstance:ClusterInstance": type({
        required: "clusterIdentifier engine instanceClass",
        replaces: "availabilityZone clusterIdentifier dbSubnetGroupName engine identifier",
    }),
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": type({
        required: "family",
        replaces: "description family name",
        autoName: "name",
    }),
    "aws:rds/eventSubscription:EventSubscription": type({
        required: "snsTopic",
        replaces: "name",
        autoName: "name",
    }),
    "aws:rds/subnetGroup:SubnetGroup": type({ required: "subnetIds", replaces: "name namePrefix", autoName: "name" }),
    "aws:secretsmanager/secret:Secret": type({ replaces: "name namePrefix", autoName: "name" }),
    "aws:secretsmanager/secretRotation:SecretRotation": type({
        required: "rotationRules secretId",
        replaces: "secretId",
    }),
    "aws:secretsmanager/secretVersion:SecretVersion": type({
        required: "secretId",
        replaces: "secretBinary secretId secretString",
    }),
    "aws:sns/topic:Topic": type({ replaces: "fifoTopic name namePrefix", autoName: "name" }),
    "aws:sns/topicPolicy:TopicPolicy": type({ required: "arn policy", replaces: "arn" }),
    "aws:sns/topicSubscription:TopicSubscription": type({
        required: "endpoint protocol topic",
        replaces: "endpoint protocol topic",
    }),
    "aws:ssm/parameter:Parameter": type({ required: "type", replaces: "name", autoName: "name" }),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": type({
        required: "ipProtocol securityGroupId",
        replaces: "securityGroupId",
    }),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": type({
        required: "ipProtocol securityGroupId",
        replaces: "securityGroupId",
    }),
};
