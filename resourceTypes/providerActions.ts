import { words } from "./words";

/**
 * The IAM actions that the AWS provider needs for a resource, for instance `rds:CreateDBCluster`: those that it calls
 * (`internal/service` of hashicorp/terraform-provider-aws) with the inputs that the program passes, and those that AWS
 * requires of the caller in addition.
 */
export interface ProviderActions {
    readonly create: readonly string[];
    /** Includes the actions of waiting, and of the refresh in a preview. */
    readonly read: readonly string[];
    readonly update: readonly string[];
    readonly delete: readonly string[];
}

/**
 * The actions of a type.
 *
 * @param service the prefix of the actions that are written without one.
 * @param written the actions of each operation, separated by spaces.
 */
export function actions(service: string, written: Readonly<Record<keyof ProviderActions, string>>): ProviderActions {
    const list = (text: string) =>
        words(text).map((action) => (action.includes(":") ? action : `${service}:${action}`));
    return {
        create: list(written.create),
        read: list(written.read),
        update: list(written.update),
        delete: list(written.delete),
    };
}

/** A caller needs these actions on a customer-managed key if a service is to encrypt with it. */
export const useOfKey = "kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey";

/** Network interfaces that Lambda left behind keep a subnet or a security group from being deleted. */
export const interfacesOfLambda = "DescribeNetworkInterfaces DetachNetworkInterface DeleteNetworkInterface";

/** Actions without a resource type in AWS's service authorization reference: only `*` allows them. */
export const actionsWithoutResource: ReadonlySet<string> = new Set([
    "application-autoscaling:DescribeScalableTargets",
    "application-autoscaling:DescribeScalingPolicies",
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
