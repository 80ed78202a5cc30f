import { isEmpty, unknownValue } from "./values";

/** A resource as the rules see it, wherever it comes from: a plan, a finished update, the mocks of a test. */
export interface Resource {
    /** For instance `aws:rds/cluster:Cluster`. */
    readonly type: string;
    /** The logical name. */
    readonly name: string;
    readonly urn: string;
    /** The inputs, and what AWS computed where it is known. A value that a preview cannot know is `unknownValue`. */
    readonly properties: Readonly<Record<string, unknown>>;
}

/** The types that rules name. */
export const types = {
    alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
    cluster: "aws:rds/cluster:Cluster",
    compositeAlarm: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    defaultSecurityGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    egressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    eventSubscription: "aws:rds/eventSubscription:EventSubscription",
    eventRule: "aws:cloudwatch/eventRule:EventRule",
    eventTarget: "aws:cloudwatch/eventTarget:EventTarget",
    eventInvokeConfig: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    flowLog: "aws:ec2/flowLog:FlowLog",
    function: "aws:lambda/function:Function",
    ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    instance: "aws:rds/clusterInstance:ClusterInstance",
    key: "aws:kms/key:Key",
    logGroup: "aws:cloudwatch/logGroup:LogGroup",
    networkAcl: "aws:ec2/networkAcl:NetworkAcl",
    olderSecurityGroupRule: "aws:ec2/securityGroupRule:SecurityGroupRule",
    parameter: "aws:ssm/parameter:Parameter",
    parameterGroup: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    permission: "aws:lambda/permission:Permission",
    policy: "aws:iam/policy:Policy",
    policyAttachment: "aws:iam/policyAttachment:PolicyAttachment",
    role: "aws:iam/role:Role",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    rolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    schedule: "aws:scheduler/schedule:Schedule",
    secret: "aws:secretsmanager/secret:Secret",
    secretPolicy: "aws:secretsmanager/secretPolicy:SecretPolicy",
    secretRotation: "aws:secretsmanager/secretRotation:SecretRotation",
    secretVersion: "aws:secretsmanager/secretVersion:SecretVersion",
    securityGroup: "aws:ec2/securityGroup:SecurityGroup",
    subnet: "aws:ec2/subnet:Subnet",
    subnetGroup: "aws:rds/subnetGroup:SubnetGroup",
    topic: "aws:sns/topic:Topic",
    topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
    topicSubscription: "aws:sns/topicSubscription:TopicSubscription",
    vpc: "aws:ec2/vpc:Vpc",
    vpcComponent: "awsx:ec2:Vpc",
    vpcEndpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
} as const;

/** Whether a resource is of one of the types. */
export function ofType(...wanted: readonly string[]): (resource: Resource) => boolean {
    return ({ type }) => wanted.includes(type);
}

/** Whether `awsx` makes a resource as a part of a VPC, or as the VPC itself. */
export function isMadeByAwsx({ urn }: Resource): boolean {
    return urn.includes(`${types.vpcComponent}$`);
}

/** A resource's id, where its provider tells it beside the other outputs, or the end of its ARN; or unknown. */
export function idOf({ properties: { id, arn } }: Resource): unknown {
    if (!isEmpty(id)) {
        return id;
    }
    return typeof arn === "string" ? arn.slice(arn.lastIndexOf("/") + 1) : unknownValue;
}
