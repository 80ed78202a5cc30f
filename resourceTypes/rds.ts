import { newestMinor } from "../settings/aws/engineVersions";
import { namedOutputs } from "./outputs";
import { actions, useOfKey } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

/** The version that runs: an exact one, or for a major version alone one of its minor versions. */
function actualVersion(engineVersion: string): string {
    return engineVersion.includes(".") ? engineVersion : `${engineVersion}.${newestMinor(Number(engineVersion))}`;
}

const freeBecause = "a part of RDS without a price of its own";

/** RDS's resources of an Aurora cluster. */
export const rds = {
    cluster: {
        token: "aws:rds/cluster:Cluster",
        schema: "rds/cluster.go",
        required: words("engine"),
        replacedBy: words(`
            availabilityZones clusterIdentifier databaseName dbSubnetGroupName engine kmsKeyId masterUsername
            restoreToPointInTime snapshotIdentifier storageEncrypted
        `),
        onlyAtCreation: words("engineLifecycleSupport restoreToPointInTime snapshotIdentifier"),
        updatedBy: words(`
            allowMajorVersionUpgrade applyImmediately autoMinorVersionUpgrade backupRetentionPeriod
            copyTagsToSnapshot databaseInsightsMode dbClusterParameterGroupName deleteAutomatedBackups
            deletionProtection enableHttpEndpoint enabledCloudwatchLogsExports engineLifecycleSupport engineVersion
            finalSnapshotIdentifier iamDatabaseAuthenticationEnabled manageMasterUserPassword
            masterUserSecretKmsKeyId performanceInsightsEnabled performanceInsightsKmsKeyId
            performanceInsightsRetentionPeriod port preferredBackupWindow preferredMaintenanceWindow
            serverlessv2ScalingConfiguration skipFinalSnapshot storageType tags vpcSecurityGroupIds
        `),
        // RDS cannot remove the range of serverless instances, so the provider shows no difference without it.
        optionalComputed: words(`
            applyImmediately autoMinorVersionUpgrade availabilityZones backupRetentionPeriod clusterIdentifier
            databaseInsightsMode databaseName dbClusterParameterGroupName dbSubnetGroupName engineLifecycleSupport
            engineVersion kmsKeyId masterUserSecretKmsKeyId masterUsername performanceInsightsKmsKeyId
            performanceInsightsRetentionPeriod port preferredBackupWindow preferredMaintenanceWindow
            serverlessv2ScalingConfiguration storageEncrypted storageType vpcSecurityGroupIds
        `),
        keeps: {
            vpcSecurityGroupIds: "aws:ec2/securityGroup:SecurityGroup",
            dbClusterParameterGroupName: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
            dbSubnetGroupName: "aws:rds/subnetGroup:SubnetGroup",
        },
        taggable: true,
        policy: "ruled",
        actions: actions("rds", {
            create: `CreateDBCluster RestoreDBClusterFromSnapshot RestoreDBClusterToPointInTime ModifyDBCluster
            AddTagsToResource ${useOfKey} iam:CreateServiceLinkedRole secretsmanager:CreateSecret
            secretsmanager:TagResource`,
            read: "DescribeDBClusters DescribeGlobalClusters",
            update: `ModifyDBCluster EnableHttpEndpoint DisableHttpEndpoint AddTagsToResource
            RemoveTagsFromResource`,
            delete: "DeleteDBCluster CreateDBClusterSnapshot AddTagsToResource",
        }),
        outputs: (r) => {
            const identifier = r.text("clusterIdentifier");
            const unique = r.hex(12);
            return {
                id: identifier,
                computed: {
                    arn: r.arn("rds", `cluster:${identifier}`),
                    clusterResourceId: `cluster-${r.hex(26).toUpperCase()}`,
                    endpoint: r.rdsEndpoint(`${identifier}.cluster-${unique}`),
                    readerEndpoint: r.rdsEndpoint(`${identifier}.cluster-ro-${unique}`),
                    engineVersionActual: actualVersion(r.text("engineVersion")),
                    masterUserSecrets: [
                        {
                            kmsKeyId: r.text("masterUserSecretKmsKeyId"),
                            secretArn: r.arn("secretsmanager", `secret:rds!cluster-${r.uuid()}-${r.hex(6)}`),
                            secretStatus: "active",
                        },
                    ],
                },
            };
        },
    },
    instance: {
        token: "aws:rds/clusterInstance:ClusterInstance",
        schema: "rds/cluster_instance.go",
        required: words("clusterIdentifier engine instanceClass"),
        replacedBy: words("availabilityZone clusterIdentifier dbSubnetGroupName engine identifier"),
        updatedBy: words(`
            applyImmediately autoMinorVersionUpgrade caCertIdentifier copyTagsToSnapshot instanceClass
            monitoringInterval monitoringRoleArn performanceInsightsEnabled performanceInsightsKmsKeyId
            performanceInsightsRetentionPeriod preferredMaintenanceWindow promotionTier publiclyAccessible tags
        `),
        optionalComputed: words(`
            applyImmediately availabilityZone caCertIdentifier dbSubnetGroupName identifier monitoringRoleArn
            performanceInsightsEnabled performanceInsightsKmsKeyId performanceInsightsRetentionPeriod
            preferredMaintenanceWindow publiclyAccessible
        `),
        keeps: { clusterIdentifier: "aws:rds/cluster:Cluster" },
        taggable: true,
        policy: "ruled",
        actions: actions("rds", {
            create: "CreateDBInstance ModifyDBInstance RebootDBInstance AddTagsToResource iam:PassRole",
            read: "DescribeDBInstances DescribeDBClusters",
            update: "ModifyDBInstance AddTagsToResource RemoveTagsFromResource iam:PassRole",
            delete: "DeleteDBInstance",
        }),
        outputs: (r) => ({
            id: r.text("identifier"),
            computed: { arn: r.arn("rds", `db:${r.text("identifier")}`) },
        }),
    },
    clusterEndpoint: {
        token: "aws:rds/clusterEndpoint:ClusterEndpoint",
        schema: "rds/cluster_endpoint.go",
        required: words("clusterEndpointIdentifier clusterIdentifier customEndpointType"),
        replacedBy: words("clusterEndpointIdentifier clusterIdentifier"),
        updatedBy: words("customEndpointType staticMembers tags"),
        taggable: true,
        freeBecause,
        policy: "ruled",
        actions: actions("rds", {
            create: "CreateDBClusterEndpoint AddTagsToResource",
            read: "DescribeDBClusterEndpoints ListTagsForResource",
            update: "ModifyDBClusterEndpoint AddTagsToResource RemoveTagsFromResource",
            delete: "DeleteDBClusterEndpoint",
        }),
        outputs: (r) => {
            const identifier = r.text("clusterEndpointIdentifier");
            return {
                id: identifier,
                computed: {
                    arn: r.arn("rds", `cluster-endpoint:${identifier}`),
                    endpoint: r.rdsEndpoint(`${identifier}.cluster-custom-${r.hex(12)}`),
                },
            };
        },
    },
    clusterRoleAssociation: {
        token: "aws:rds/clusterRoleAssociation:ClusterRoleAssociation",
        schema: "rds/cluster_role_association.go",
        required: words("dbClusterIdentifier roleArn"),
        replacedBy: words("dbClusterIdentifier featureName roleArn"),
        taggable: false,
        freeBecause: "RDS charges nothing for exports and imports; S3's charges belong to the buckets",
        policy: "ruled",
        actions: actions("rds", {
            create: "AddRoleToDBCluster iam:PassRole",
            read: "DescribeDBClusters DescribeGlobalClusters",
            update: "",
            delete: "RemoveRoleFromDBCluster",
        }),
        // The id has the cluster and the role, not the feature: two associations cannot share a role.
        outputs: (r) => ({ id: `${r.text("dbClusterIdentifier")},${r.text("roleArn")}`, computed: {} }),
    },
    parameterGroup: {
        token: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
        required: words("family"),
        autoName: "name",
        replacedBy: words("description family name"),
        updatedBy: words("parameters tags"),
        taggable: true,
        freeBecause,
        policy: "ruled",
        actions: actions("rds", {
            create: "CreateDBClusterParameterGroup ModifyDBClusterParameterGroup AddTagsToResource",
            read: "DescribeDBClusterParameterGroups DescribeDBClusterParameters ListTagsForResource",
            update: `ModifyDBClusterParameterGroup ResetDBClusterParameterGroup AddTagsToResource
            RemoveTagsFromResource`,
            delete: "DeleteDBClusterParameterGroup",
        }),
        outputs: namedOutputs("rds", "cluster-pg:"),
    },
    eventSubscription: {
        token: "aws:rds/eventSubscription:EventSubscription",
        schema: "rds/event_subscription.go",
        required: words("snsTopic"),
        autoName: "name",
        replacedBy: words("name"),
        updatedBy: words("eventCategories snsTopic sourceIds sourceType tags"),
        taggable: true,
        freeBecause: "RDS's events are free; their notifications are the topic's",
        policy: "ruled",
        actions: actions("rds", {
            create: "CreateEventSubscription AddTagsToResource",
            read: "DescribeEventSubscriptions ListTagsForResource",
            update: `ModifyEventSubscription AddSourceIdentifierToSubscription RemoveSourceIdentifierFromSubscription
            AddTagsToResource RemoveTagsFromResource`,
            delete: "DeleteEventSubscription",
        }),
        outputs: namedOutputs("rds", "es:"),
    },
    subnetGroup: {
        token: "aws:rds/subnetGroup:SubnetGroup",
        required: words("subnetIds"),
        autoName: "name",
        replacedBy: words("name namePrefix"),
        updatedBy: words("description subnetIds tags"),
        keeps: { subnetIds: "aws:ec2/subnet:Subnet" },
        taggable: true,
        freeBecause,
        policy: "ruled",
        actions: actions("rds", {
            create: "CreateDBSubnetGroup AddTagsToResource",
            read: "DescribeDBSubnetGroups ListTagsForResource",
            update: "ModifyDBSubnetGroup AddTagsToResource RemoveTagsFromResource",
            delete: "DeleteDBSubnetGroup",
        }),
        outputs: namedOutputs("rds", "subgrp:"),
    },
} satisfies ResourceTypes;
