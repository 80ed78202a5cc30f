/** What the double knows of a type, besides its outputs. */
export interface ResourceType {
    /** Inputs without which the provider refuses the resource. */
    readonly required: readonly string[];
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

/** The types that the double knows. */
export function knownTypes(): readonly string[] {
    return Object.keys(resourceTypes);
}

function words(text = ""): readonly string[] {
    return text.split(" ").filter((word) => word !== "");
}

function type({ required, autoName }: { required?: string; autoName?: string }) {
    return { required: words(required), autoName };
}

/** After the declarations of `@pulumi/aws`, which `tests/tools/plan/replacing.test.ts` compares. What replaces a resource is in the plan's table. */
const resourceTypes: Readonly<Record<string, ResourceType>> = {
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": type({ required: "alarmName alarmRule" }),
    "aws:cloudwatch/dashboard:Dashboard": type({ required: "dashboardBody dashboardName" }),
    "aws:cloudwatch/eventRule:EventRule": type({ autoName: "name" }),
    "aws:cloudwatch/eventTarget:EventTarget": type({ required: "arn rule", autoName: "targetId" }),
    "aws:cloudwatch/logGroup:LogGroup": type({ autoName: "name" }),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": type({
        required: "logGroupName metricTransformation pattern",
        autoName: "name",
    }),
    "aws:cloudwatch/metricAlarm:MetricAlarm": type({ autoName: "name" }),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": type({}),
    "aws:ec2/eip:Eip": type({}),
    "aws:ec2/flowLog:FlowLog": type({}),
    "aws:ec2/internetGateway:InternetGateway": type({}),
    "aws:ec2/natGateway:NatGateway": type({}),
    "aws:ec2/networkAcl:NetworkAcl": type({ required: "vpcId" }),
    "aws:ec2/route:Route": type({ required: "routeTableId" }),
    "aws:ec2/routeTable:RouteTable": type({ required: "vpcId" }),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": type({ required: "routeTableId" }),
    "aws:ec2/securityGroup:SecurityGroup": type({ autoName: "name" }),
    "aws:ec2/subnet:Subnet": type({ required: "vpcId" }),
    "aws:ec2/vpc:Vpc": type({}),
    "aws:ec2/vpcEndpoint:VpcEndpoint": type({ required: "vpcId" }),
    "aws:iam/role:Role": type({ required: "assumeRolePolicy", autoName: "name" }),
    "aws:iam/rolePolicy:RolePolicy": type({ required: "policy role", autoName: "name" }),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": type({ required: "policyArn role" }),
    "aws:kms/alias:Alias": type({ required: "targetKeyId", autoName: "name" }),
    "aws:kms/key:Key": type({}),
    "aws:lambda/function:Function": type({ required: "role", autoName: "name" }),
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": type({ required: "functionName" }),
    "aws:lambda/permission:Permission": type({ required: "action function principal", autoName: "statementId" }),
    "aws:rds/cluster:Cluster": type({ required: "engine" }),
    "aws:rds/clusterInstance:ClusterInstance": type({ required: "clusterIdentifier engine instanceClass" }),
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": type({ required: "family", autoName: "name" }),
    "aws:rds/eventSubscription:EventSubscription": type({ required: "snsTopic", autoName: "name" }),
    "aws:rds/subnetGroup:SubnetGroup": type({ required: "subnetIds", autoName: "name" }),
    "aws:scheduler/schedule:Schedule": type({
        required: "flexibleTimeWindow scheduleExpression target",
        autoName: "name",
    }),
    "aws:secretsmanager/secret:Secret": type({ autoName: "name" }),
    "aws:secretsmanager/secretPolicy:SecretPolicy": type({ required: "policy secretArn" }),
    "aws:secretsmanager/secretRotation:SecretRotation": type({ required: "secretId" }),
    "aws:secretsmanager/secretVersion:SecretVersion": type({ required: "secretId" }),
    "aws:sns/topic:Topic": type({ autoName: "name" }),
    "aws:sns/topicPolicy:TopicPolicy": type({ required: "arn policy" }),
    "aws:sns/topicSubscription:TopicSubscription": type({ required: "endpoint protocol topic" }),
    "aws:ssm/parameter:Parameter": type({ required: "type", autoName: "name" }),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": type({ required: "ipProtocol securityGroupId" }),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": type({ required: "ipProtocol securityGroupId" }),
};
