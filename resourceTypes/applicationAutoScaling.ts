import { actions } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

/**
 * Autoscaling of the readers, by Application Auto Scaling. It checks the caller's permissions for RDS and CloudWatch
 * too: https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html.
 */
export const applicationAutoScaling = {
    scalingTarget: {
        token: "aws:appautoscaling/target:Target",
        schema: "appautoscaling/target.go",
        required: words("maxCapacity minCapacity resourceId scalableDimension serviceNamespace"),
        replacedBy: words("resourceId scalableDimension serviceNamespace"),
        updatedBy: words("maxCapacity minCapacity tags"),
        taggable: true,
        policy: "ruled",
        actions: actions("application-autoscaling", {
            create: `RegisterScalableTarget TagResource iam:CreateServiceLinkedRole rds:AddTagsToResource
            rds:CreateDBInstance rds:DeleteDBInstance rds:DescribeDBClusters rds:DescribeDBInstances`,
            read: "DescribeScalableTargets ListTagsForResource",
            update: "RegisterScalableTarget TagResource UntagResource",
            delete: "DeregisterScalableTarget",
        }),
        outputs: (r) => ({
            id: r.text("resourceId"),
            computed: { arn: r.arn("application-autoscaling", `scalable-target/${r.hex(36)}`) },
        }),
    },
    scalingPolicy: {
        token: "aws:appautoscaling/policy:Policy",
        schema: "appautoscaling/policy.go",
        required: words("resourceId scalableDimension serviceNamespace"),
        autoName: "name",
        replacedBy: words("name resourceId scalableDimension serviceNamespace"),
        updatedBy: words("policyType targetTrackingScalingPolicyConfiguration"),
        keeps: { resourceId: "aws:appautoscaling/target:Target" },
        taggable: false,
        policy: "ruled",
        actions: actions("application-autoscaling", {
            create: "PutScalingPolicy cloudwatch:DeleteAlarms cloudwatch:DescribeAlarms cloudwatch:PutMetricAlarm",
            read: "DescribeScalingPolicies",
            update: "PutScalingPolicy",
            delete: "DeleteScalingPolicy",
        }),
        outputs: (r) => {
            const name = r.physicalName();
            const policy = `scalingPolicy:${r.uuid()}:resource/rds/${r.text("resourceId")}:policyName/${name}`;
            return { id: name, computed: { name, arn: r.arn("autoscaling", policy) } };
        },
    },
} satisfies ResourceTypes;
