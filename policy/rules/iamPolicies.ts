import { requiresValues } from "../conditions";
import { ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { allowed, type Statement, statementsOf } from "../statements";
import { listOf, valueAt } from "../values";

/** The actions that Lambda calls with a function's role before any code runs. AWS has no resource for them. */
const networkInterfaceActions = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
];

/**
 * Actions for such functions and services that AWS lists without a resource type: only `*` allows them.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const actionsWithoutResource = [
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "logs:DescribeLogGroups",
    "secretsmanager:BatchGetSecretValue",
    "secretsmanager:GetRandomPassword",
    "secretsmanager:ListSecrets",
    "ssm:DescribeParameters",
    "tag:GetResources",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
];

const actionsOnEverything = [...actionsWithoutResource, ...networkInterfaceActions];

/**
 * Patterns for the parts of one resource: the streams of a log group, the objects of a bucket or a folder; and for the
 * snapshots of AWS Backup, whose names it chooses.
 */
const patternsOfParts = [
    /^arn:[\w-]+:logs:[\w-]+:\d{12}:log-group:[^*?:]+:\*$/,
    /^arn:[\w-]+:s3:::[^*?/]+\/([^*?]+\/)?\*$/,
    /^arn:[\w-]+:rds:[\w-]+:\d{12}:cluster-snapshot:awsbackup:\*$/,
];

const havingPolicies = ofType(types.rolePolicy, types.policy, types.role);

/** Rules for the policies of roles. */
export const iamPolicyRules: readonly Rule[] = [
    {
        id: "policy-exact-actions",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "A role's policy names each action that it allows.",
        reason: "A pattern also allows actions that AWS adds later.",
        fix: "write the actions out",
        appliesTo: havingPolicies,
        problems: (resource) =>
            allowedBy(resource)
                .flatMap(({ actions }) => actions)
                .filter((action) => /[*?]/.test(action))
                .map((action) => `policy: ${action}: must be an exact action`),
    },
    {
        id: "policy-exact-resources",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A role's policy names the resources, except for actions without a resource type.",
        reason: "An attacker who takes over the role reaches every key, secret or other resource of that kind in the account.",
        fix: "name the resources' ARNs",
        appliesTo: havingPolicies,
        problems: (resource) =>
            allowedBy(resource)
                .flatMap(({ actions, resources }) =>
                    resources.filter(isPattern).flatMap((pattern) => actions.map((action) => ({ action, pattern }))),
                )
                .filter(({ action, pattern }) => pattern !== "*" || !actionsOnEverything.includes(action))
                .map(({ action, pattern }) => `policy: ${action} on ${pattern}: must name its resources`),
    },
    {
        id: "policy-grants-what-it-says",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "A policy that allows an action without a resource type allows it on *.",
        reason: "With an ARN as resource the statement grants nothing, although it seems to. The call fails later.",
        fix: "set Resource to * in a statement of its own, or remove the action if nothing needs it",
        appliesTo: havingPolicies,
        problems: (resource) =>
            allowedBy(resource)
                .filter(({ resources }) => !resources.includes("*"))
                .flatMap(({ actions }) => actions)
                .filter((action) => actionsWithoutResource.includes(action))
                .map((action) => `policy: ${action}: must be allowed on *, because it has no resource type`),
    },
    {
        id: "policy-network-interfaces-denied-to-code",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "A function's code may not create the network interfaces that Lambda creates with its role.",
        reason: "Otherwise an attacker in the function's code could create an interface in any subnet.",
        fix: "deny the actions if lambda:SourceFunctionArn is the function's ARN",
        appliesTo: havingPolicies,
        problems: (resource) => {
            const denied = policiesOf(resource)
                .flatMap(statementsOf)
                .filter(deniesCode)
                .flatMap(({ actions }) => actions);
            return allowedBy(resource)
                .flatMap(({ actions }) => actions)
                .filter((action) => networkInterfaceActions.includes(action) && !denied.includes(action))
                .map((action) => `policy: ${action}: must be denied to the function's code`);
        },
    },
];

/** The policies of a role policy, or the inline policies of a role. */
function policiesOf({ type, properties: { policy, inlinePolicies } }: Resource): readonly unknown[] {
    return type === types.role ? listOf(inlinePolicies).map((each) => valueAt(each, "policy")) : [policy];
}

function allowedBy(resource: Resource): Statement[] {
    return policiesOf(resource).flatMap(allowed);
}

/** Whether a resource in a statement is a pattern for several resources. */
function isPattern(resource: string): boolean {
    return /[*?]/.test(resource) && !patternsOfParts.some((parts) => parts.test(resource));
}

function deniesCode({ effect, resources, conditions: [condition, ...others] }: Statement): boolean {
    return (
        effect === "Deny" &&
        resources.includes("*") &&
        condition?.key === "lambda:sourcefunctionarn" &&
        requiresValues(condition) &&
        others.length === 0
    );
}
