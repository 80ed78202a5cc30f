/** The IAM actions that the AWS provider needs for a resource, for instance `rds:CreateDBCluster`. */
export interface ProviderActions {
    readonly create: readonly string[];
    /** Also what it waits with, and what a preview refreshes with. */
    readonly read: readonly string[];
    readonly update: readonly string[];
    readonly delete: readonly string[];
}

/** The types that `awsx` registers below a VPC. Its plugin does not run under mocks. */
export const childrenOfVpc: readonly string[] = [
    "aws:ec2/eip:Eip",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/natGateway:NatGateway",
    "aws:ec2/route:Route",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/vpc:Vpc",
];

/** Actions that AWS's service authorization reference gives no type of resource: only `*` allows them. */
export const withoutResource: ReadonlySet<string> = new Set([
    // "You can't create a composite alarm if your permission has a narrower scope":
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
    "cloudwatch:PutCompositeAlarm",
    "kms:CreateKey",
    "kms:ListAliases",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "sns:GetSubscriptionAttributes",
    "sns:SetSubscriptionAttributes",
    "sns:Unsubscribe",
    "ssm:DescribeParameters",
]);

/** What a key of the customer's asks of whoever has a service encrypt with it. */
const useOfKey = "kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey";

/** A network interface that Lambda left behind keeps a subnet or a group from being deleted. */
const interfacesOfLambda = "DescribeNetworkInterfaces DetachNetworkInterface DeleteNetworkInterface";

const sgRule = { read: "DescribeSecurityGroupRules", update: "ModifySecurityGroupRules CreateTags DeleteTags" };

/**
 * By type, what the provider calls (internal/service of hashicorp/terraform-provider-aws) with the inputs that the
 * program gives, and what AWS asks of the caller besides.
 */
export const providerActions: Readonly<Record<string, ProviderActions>> = {
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": actions("cloudwatch", {
        create: "PutCompositeAlarm TagResource",
        read: "DescribeAlarms ListTagsForResource",
        update: "PutCompositeAlarm TagResource UntagResource",
        delete: "DeleteAlarms",
    }),
    "aws:cloudwatch/dashboard:Dashboard": actions("cloudwatch", {
        create: "PutDashboard",
        read: "GetDashboard",
        update: "PutDashboard",
        delete: "DeleteDashboards",
    }),
    "aws:cloudwatch/eventRule:EventRule": actions("events", {
        create: "PutRule TagResource",
        read: "DescribeRule ListTagsForResource",
        update: "PutRule TagResource UntagResource",
        delete: "DeleteRule",
    }),
    "aws:cloudwatch/eventTarget:EventTarget": actions("events", {
        create: "PutTargets",
        read: "ListTargetsByRule",
        update: "PutTargets",
        delete: "RemoveTargets",
    }),
    "aws:cloudwatch/logGroup:LogGroup": actions("logs", {
        create: "CreateLogGroup PutRetentionPolicy TagResource",
        read: "DescribeLogGroups ListTagsForResource",
        update: "PutRetentionPolicy DeleteRetentionPolicy AssociateKmsKey DisassociateKmsKey TagResource UntagResource",
        delete: "DeleteLogGroup",
    }),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": actions("logs", {
        create: "PutMetricFilter",
        read: "DescribeMetricFilters",
        update: "PutMetricFilter",
        delete: "DeleteMetricFilter",
    }),
    "aws:cloudwatch/metricAlarm:MetricAlarm": actions("cloudwatch", {
        create: "PutMetricAlarm TagResource",
        read: "DescribeAlarms ListTagsForResource",
        update: "PutMetricAlarm TagResource UntagResource",
        delete: "DeleteAlarms",
    }),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": actions("ec2", {
        create: "RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateTags",
        read: "DescribeSecurityGroups",
        update: "RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateTags DeleteTags",
        delete: "",
    }),
    "aws:ec2/eip:Eip": actions("ec2", {
        create: "AllocateAddress CreateTags",
        read: "DescribeAddresses DescribeAddressesAttribute",
        update: "CreateTags DeleteTags",
        delete: "DisassociateAddress ReleaseAddress",
    }),
    "aws:ec2/flowLog:FlowLog": actions("ec2", {
        create: "CreateFlowLogs CreateTags iam:PassRole logs:CreateLogDelivery",
        read: "DescribeFlowLogs",
        update: "CreateTags DeleteTags",
        delete: "DeleteFlowLogs logs:DeleteLogDelivery",
    }),
    "aws:ec2/internetGateway:InternetGateway": actions("ec2", {
        create: "CreateInternetGateway AttachInternetGateway CreateTags",
        read: "DescribeInternetGateways",
        update: "CreateTags DeleteTags",
        delete: "DetachInternetGateway DeleteInternetGateway",
    }),
    "aws:ec2/natGateway:NatGateway": actions("ec2", {
        create: "CreateNatGateway CreateTags",
        read: "DescribeNatGateways",
        update: "CreateTags DeleteTags",
        delete: "DeleteNatGateway",
    }),
    "aws:ec2/networkAcl:NetworkAcl": actions("ec2", {
        create: "CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAclEntry ReplaceNetworkAclAssociation CreateTags",
        read: "DescribeNetworkAcls",
        update: "CreateNetworkAclEntry DeleteNetworkAclEntry ReplaceNetworkAclAssociation CreateTags DeleteTags",
        delete: "ReplaceNetworkAclAssociation DeleteNetworkAcl",
    }),
    "aws:ec2/route:Route": actions("ec2", {
        create: "CreateRoute",
        read: "DescribeRouteTables",
        update: "ReplaceRoute",
        delete: "DeleteRoute",
    }),
    "aws:ec2/routeTable:RouteTable": actions("ec2", {
        create: "CreateRouteTable CreateTags",
        read: "DescribeRouteTables",
        update: "CreateTags DeleteTags",
        delete: "DisassociateRouteTable DeleteRouteTable",
    }),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": actions("ec2", {
        create: "AssociateRouteTable",
        read: "DescribeRouteTables",
        update: "ReplaceRouteTableAssociation",
        delete: "DisassociateRouteTable",
    }),
    "aws:ec2/securityGroup:SecurityGroup": actions("ec2", {
        create: "CreateSecurityGroup RevokeSecurityGroupEgress CreateTags",
        read: "DescribeSecurityGroups",
        update: "CreateTags DeleteTags",
        delete: `DeleteSecurityGroup ${interfacesOfLambda}`,
    }),
    "aws:ec2/subnet:Subnet": actions("ec2", {
        create: "CreateSubnet ModifySubnetAttribute CreateTags",
        read: "DescribeSubnets",
        update: "ModifySubnetAttribute CreateTags DeleteTags",
        delete: `DeleteSubnet ${interfacesOfLambda}`,
    }),
    "aws:ec2/vpc:Vpc": actions("ec2", {
        create: "CreateVpc ModifyVpcAttribute CreateTags",
        read: "DescribeVpcs DescribeVpcAttribute DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups",
        update: "ModifyVpcAttribute CreateTags DeleteTags",
        delete: "DeleteVpc",
    }),
    "aws:ec2/vpcEndpoint:VpcEndpoint": actions("ec2", {
        create: "CreateVpcEndpoint CreateTags route53:AssociateVPCWithHostedZone",
        read: "DescribeVpcEndpoints DescribePrefixLists",
        update: "ModifyVpcEndpoint CreateTags DeleteTags",
        delete: "DeleteVpcEndpoints",
    }),
    "aws:iam/role:Role": actions("iam", {
        create: "CreateRole TagRole",
        read: "GetRole ListRolePolicies GetRolePolicy ListAttachedRolePolicies",
        update: "UpdateAssumeRolePolicy UpdateRoleDescription PutRolePermissionsBoundary TagRole UntagRole",
        delete: "ListInstanceProfilesForRole DeleteRole",
    }),
    "aws:iam/rolePolicy:RolePolicy": actions("iam", {
        create: "PutRolePolicy",
        read: "GetRolePolicy",
        update: "PutRolePolicy",
        delete: "DeleteRolePolicy",
    }),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": actions("iam", {
        create: "AttachRolePolicy",
        read: "ListAttachedRolePolicies",
        update: "",
        delete: "DetachRolePolicy",
    }),
    "aws:kms/alias:Alias": actions("kms", {
        create: "CreateAlias",
        read: "ListAliases",
        update: "UpdateAlias",
        delete: "DeleteAlias",
    }),
    "aws:kms/key:Key": actions("kms", {
        create: "CreateKey EnableKeyRotation TagResource",
        read: "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags",
        update: "EnableKeyRotation UpdateKeyDescription PutKeyPolicy TagResource UntagResource",
        delete: "ScheduleKeyDeletion",
    }),
    "aws:lambda/function:Function": actions("lambda", {
        create: `CreateFunction PutFunctionConcurrency TagResource iam:PassRole ${useOfKey} ec2:DescribeSecurityGroups
            ec2:DescribeSubnets ec2:DescribeVpcs`,
        read: "GetFunction GetFunctionCodeSigningConfig GetFunctionConfiguration ListTags ListVersionsByFunction",
        update: `UpdateFunctionCode UpdateFunctionConfiguration PutFunctionConcurrency DeleteFunctionConcurrency
            TagResource UntagResource iam:PassRole`,
        delete: "DeleteFunction",
    }),
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": actions("lambda", {
        create: "PutFunctionEventInvokeConfig",
        read: "GetFunctionEventInvokeConfig",
        update: "PutFunctionEventInvokeConfig",
        delete: "DeleteFunctionEventInvokeConfig",
    }),
    "aws:lambda/permission:Permission": actions("lambda", {
        create: "AddPermission",
        read: "GetPolicy",
        update: "",
        delete: "RemovePermission",
    }),
    "aws:rds/cluster:Cluster": actions("rds", {
        create: `CreateDBCluster AddTagsToResource ${useOfKey} iam:CreateServiceLinkedRole secretsmanager:CreateSecret
            secretsmanager:TagResource`,
        read: "DescribeDBClusters DescribeGlobalClusters",
        update: "ModifyDBCluster AddTagsToResource RemoveTagsFromResource",
        delete: "DeleteDBCluster CreateDBClusterSnapshot AddTagsToResource",
    }),
    "aws:rds/clusterInstance:ClusterInstance": actions("rds", {
        create: "CreateDBInstance ModifyDBInstance RebootDBInstance AddTagsToResource iam:PassRole",
        read: "DescribeDBInstances DescribeDBClusters",
        update: "ModifyDBInstance AddTagsToResource RemoveTagsFromResource iam:PassRole",
        delete: "DeleteDBInstance",
    }),
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": actions("rds", {
        create: "CreateDBClusterParameterGroup ModifyDBClusterParameterGroup AddTagsToResource",
        read: "DescribeDBClusterParameterGroups DescribeDBClusterParameters ListTagsForResource",
        update: `ModifyDBClusterParameterGroup ResetDBClusterParameterGroup AddTagsToResource
            RemoveTagsFromResource`,
        delete: "DeleteDBClusterParameterGroup",
    }),
    "aws:rds/eventSubscription:EventSubscription": actions("rds", {
        create: "CreateEventSubscription AddTagsToResource",
        read: "DescribeEventSubscriptions ListTagsForResource",
        update: `ModifyEventSubscription AddSourceIdentifierToSubscription RemoveSourceIdentifierFromSubscription
            AddTagsToResource RemoveTagsFromResource`,
        delete: "DeleteEventSubscription",
    }),
    "aws:rds/subnetGroup:SubnetGroup": actions("rds", {
        create: "CreateDBSubnetGroup AddTagsToResource",
        read: "DescribeDBSubnetGroups ListTagsForResource",
        update: "ModifyDBSubnetGroup AddTagsToResource RemoveTagsFromResource",
        delete: "DeleteDBSubnetGroup",
    }),
    "aws:scheduler/schedule:Schedule": actions("scheduler", {
        create: "CreateSchedule iam:PassRole",
        read: "GetSchedule",
        update: "UpdateSchedule iam:PassRole",
        delete: "DeleteSchedule",
    }),
    "aws:secretsmanager/secret:Secret": actions("secretsmanager", {
        create: "CreateSecret TagResource kms:Decrypt kms:GenerateDataKey",
        read: "DescribeSecret GetResourcePolicy",
        update: "UpdateSecret TagResource UntagResource",
        delete: "DeleteSecret",
    }),
    "aws:secretsmanager/secretPolicy:SecretPolicy": actions("secretsmanager", {
        create: "PutResourcePolicy",
        read: "GetResourcePolicy",
        update: "PutResourcePolicy",
        delete: "DeleteResourcePolicy",
    }),
    "aws:secretsmanager/secretRotation:SecretRotation": actions("secretsmanager", {
        create: "RotateSecret lambda:InvokeFunction",
        read: "DescribeSecret",
        update: "RotateSecret lambda:InvokeFunction",
        delete: "CancelRotateSecret",
    }),
    "aws:secretsmanager/secretVersion:SecretVersion": actions("secretsmanager", {
        create: "PutSecretValue kms:Decrypt kms:GenerateDataKey",
        read: "GetSecretValue",
        update: "ListSecretVersionIds UpdateSecretVersionStage",
        delete: "UpdateSecretVersionStage",
    }),
    "aws:sns/topic:Topic": actions("sns", {
        create: "CreateTopic SetTopicAttributes TagResource",
        read: "GetTopicAttributes ListTagsForResource",
        update: "SetTopicAttributes TagResource UntagResource",
        delete: "DeleteTopic",
    }),
    "aws:sns/topicPolicy:TopicPolicy": actions("sns", {
        create: "SetTopicAttributes",
        read: "GetTopicAttributes",
        update: "SetTopicAttributes",
        delete: "SetTopicAttributes",
    }),
    "aws:sns/topicSubscription:TopicSubscription": actions("sns", {
        create: "Subscribe",
        read: "GetSubscriptionAttributes",
        update: "SetSubscriptionAttributes",
        delete: "Unsubscribe",
    }),
    "aws:ssm/parameter:Parameter": actions("ssm", {
        create: "PutParameter AddTagsToResource",
        read: "GetParameter DescribeParameters ListTagsForResource",
        update: "PutParameter AddTagsToResource RemoveTagsFromResource",
        delete: "DeleteParameter",
    }),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": actions("ec2", {
        ...sgRule,
        create: "AuthorizeSecurityGroupEgress CreateTags",
        delete: "RevokeSecurityGroupEgress",
    }),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": actions("ec2", {
        ...sgRule,
        create: "AuthorizeSecurityGroupIngress CreateTags",
        delete: "RevokeSecurityGroupIngress",
    }),
};

/** @param service the prefix of the actions that are written without one. */
function actions(
    service: string,
    { create, read, update, delete: remove }: Record<keyof ProviderActions, string>,
): ProviderActions {
    const list = (text: string) =>
        text
            .split(/\s+/)
            .filter((action) => action !== "")
            .map((action) => (action.includes(":") ? action : `${service}:${action}`));
    return { create: list(create), read: list(read), update: list(update), delete: list(remove) };
}
