const partsCost = "a component: its resources are priced by themselves";
const iam = "IAM is free";
const partOfVpc = "a part of a VPC without a price of its own";
const partOfCluster = "a part of RDS without a price of its own";
const partOfSecret = "a part of its secret";

/** The types that cost nothing, neither at idle nor by use, each with the reason. */
export const freeTypes: Readonly<Record<string, string>> = {
    "experimentation:network:Network": partsCost,
    "experimentation:database:AuroraPlatform": partsCost,
    "experimentation:database:DatabaseAccess": partsCost,
    "experimentation:database:DatabaseCredentials": partsCost,
    "experimentation:database:DatabaseMonitoring": partsCost,
    "experimentation:lambda:VpcFunction": partsCost,
    "aws:cloudwatch/eventRule:EventRule": "events of AWS's own services are free",
    "aws:cloudwatch/eventTarget:EventTarget": "a part of its rule",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": partOfVpc,
    "aws:ec2/networkAcl:NetworkAcl": partOfVpc,
    "aws:ec2/securityGroup:SecurityGroup": partOfVpc,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": partOfVpc,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": partOfVpc,
    "aws:iam/role:Role": iam,
    "aws:iam/rolePolicy:RolePolicy": iam,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": iam,
    "aws:kms/alias:Alias": "a name of its key",
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": "a part of its function",
    "aws:lambda/permission:Permission": "a part of its function",
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": partOfCluster,
    "aws:rds/eventSubscription:EventSubscription": "RDS's events are free; their notifications are the topic's",
    "aws:rds/subnetGroup:SubnetGroup": partOfCluster,
    "aws:secretsmanager/secretPolicy:SecretPolicy": partOfSecret,
    "aws:secretsmanager/secretRotation:SecretRotation": partOfSecret,
    "aws:secretsmanager/secretVersion:SecretVersion": partOfSecret,
    "aws:sns/topicPolicy:TopicPolicy": "a part of its topic",
    "aws:ssm/parameter:Parameter": "standard parameters are free: https://aws.amazon.com/systems-manager/pricing/",
};
