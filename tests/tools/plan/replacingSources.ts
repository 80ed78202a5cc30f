/**
 * Where `tools/plan/replacing.ts` has it from for inputs that the program sets and `replacingSeen.json` lacks, by type.
 *
 * `schema` is a file of the AWS provider, below https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service,
 * whose `ForceNew` and `RequiresReplace` were read in copies of 2023 to 2026; `storageType` was tried on the provider.
 * Where there is none, the source is the resource's argument reference, which says "Forces new resource" beside each argument that replaces:
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs.
 */
export const replacingSources: Readonly<Record<string, Source>> = {
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": { updates: "alarmActions okActions tags" },
    "aws:cloudwatch/dashboard:Dashboard": { updates: "dashboardBody" },
    "aws:cloudwatch/eventRule:EventRule": {
        schema: "events/rule.go",
        replaces: "name",
        updates: "description eventPattern tags",
    },
    "aws:cloudwatch/eventTarget:EventTarget": {
        schema: "events/target.go",
        replaces: "rule targetId",
        updates: "arn input retryPolicy",
    },
    "aws:cloudwatch/logGroup:LogGroup": { updates: "retentionInDays tags" },
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": { updates: "metricTransformation" },
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
        updates:
            "alarmActions comparisonOperator dimensions metricQueries okActions period statistic tags treatMissingData",
    },
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": { updates: "egress ingress tags" },
    "aws:ec2/flowLog:FlowLog": {
        schema: "ec2/vpc_flow_log.go",
        replaces: "logDestinationType trafficType",
        updates: "tags",
    },
    "aws:ec2/networkAcl:NetworkAcl": { updates: "egress ingress subnetIds tags" },
    "aws:ec2/securityGroup:SecurityGroup": { updates: "tags" },
    "aws:ec2/vpcEndpoint:VpcEndpoint": {
        schema: "ec2/vpc_endpoint.go",
        replaces: "vpcEndpointType",
        updates: "policy securityGroupIds subnetIds tags",
    },
    "aws:iam/role:Role": { updates: "assumeRolePolicy permissionsBoundary tags" },
    "aws:iam/rolePolicy:RolePolicy": { updates: "policy" },
    "aws:kms/key:Key": { updates: "policy tags" },
    "aws:lambda/function:Function": {
        updates: "code environment loggingConfig reservedConcurrentExecutions runtime tags tracingConfig vpcConfig",
    },
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": { updates: "maximumEventAgeInSeconds" },
    "aws:rds/cluster:Cluster": {
        schema: "rds/cluster.go",
        replaces: "engine",
        updates:
            "autoMinorVersionUpgrade databaseInsightsMode enabledCloudwatchLogsExports engineLifecycleSupport " +
            "performanceInsightsEnabled performanceInsightsKmsKeyId performanceInsightsRetentionPeriod " +
            "preferredBackupWindow preferredMaintenanceWindow storageType tags vpcSecurityGroupIds",
    },
    "aws:rds/clusterInstance:ClusterInstance": {
        schema: "rds/cluster_instance.go",
        replaces: "clusterIdentifier engine identifier",
        updates:
            "caCertIdentifier monitoringInterval performanceInsightsRetentionPeriod preferredMaintenanceWindow tags",
    },
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": { updates: "parameters tags" },
    "aws:rds/eventSubscription:EventSubscription": {
        schema: "rds/event_subscription.go",
        updates: "eventCategories sourceIds sourceType tags",
    },
    "aws:rds/subnetGroup:SubnetGroup": { updates: "subnetIds tags" },
    "aws:scheduler/schedule:Schedule": { updates: "flexibleTimeWindow target" },
    "aws:secretsmanager/secret:Secret": { updates: "recoveryWindowInDays tags" },
    "aws:secretsmanager/secretPolicy:SecretPolicy": {
        schema: "secretsmanager/secret_policy.go",
        replaces: "secretArn",
        updates: "blockPublicPolicy policy",
    },
    "aws:secretsmanager/secretRotation:SecretRotation": { replaces: "secretId", updates: "rotationRules" },
    "aws:secretsmanager/secretVersion:SecretVersion": {
        schema: "secretsmanager/secret_version.go",
        replaces: "secretString",
        updates: "versionStages",
    },
    "aws:sns/topic:Topic": { updates: "tags" },
    "aws:sns/topicPolicy:TopicPolicy": { updates: "policy" },
    "aws:sns/topicSubscription:TopicSubscription": { replaces: "endpoint protocol topic" },
    "aws:ssm/parameter:Parameter": { schema: "ssm/parameter.go", updates: "tags type" },
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": { updates: "cidrIpv4 description tags" },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
        schema: "ec2/vpc_security_group_ingress_rule.go",
        updates: "tags",
    },
};

/** What a source says of a type's inputs. */
interface Source {
    readonly schema?: string;
    readonly replaces?: string;
    readonly updates?: string;
}
