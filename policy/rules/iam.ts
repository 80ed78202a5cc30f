import { mustBeSet, together } from "../findings";
import { ofType, types, type Resource } from "../resource";
import type { Rule } from "../rule";
import { allowed, letsEverybodyIn, statementsOf, type Statement } from "../statements";
import { isUnknown, listOf } from "../values";

/** What Lambda does with a function's role before any code runs: AWS has no resource to name for it. */
const networkInterfaceActions = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
];

/**
 * The actions that AWS knows no resource for.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const actionsOnEverything = [
    "secretsmanager:GetRandomPassword",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
    ...networkInterfaceActions,
];

const identityPolicies = ofType(types.rolePolicy, types.policy);

/** What holds for roles and their policies. */
export const iamRules: readonly Rule[] = [
    {
        id: "policy-exact-actions",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "A role's policy names each action that it allows.",
        reason: "A pattern also allows what AWS invents next year.",
        fix: "write the actions out",
        appliesTo: identityPolicies,
        problems: ({ properties: { policy } }) =>
            allowed(policy)
                .flatMap(({ actions }) => actions)
                .filter((action) => /[*?]/.test(action))
                .map((action) => `policy: ${action}: must be an exact action`),
    },
    {
        id: "policy-exact-resources",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A role's policy names the resources, but for actions that know none.",
        reason: "Whoever takes the role over has everything of that kind in the account, every key and secret.",
        fix: "name the resources' ARNs",
        appliesTo: identityPolicies,
        problems: ({ properties: { policy } }) =>
            allowed(policy)
                .filter(({ resources }) => resources.some(isEverything))
                .flatMap(({ actions }) => actions)
                .filter((action) => !actionsOnEverything.includes(action))
                .map((action) => `policy: ${action} on everything: must name its resources`),
    },
    {
        id: "policy-network-interfaces-denied-to-code",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "A function's own code may not make the network interfaces that Lambda makes with its role.",
        reason: "Code that was taken over could put an interface into any subnet.",
        fix: "deny the actions where lambda:SourceFunctionArn is the function's",
        appliesTo: identityPolicies,
        problems: ({ properties: { policy } }) => {
            const denied = statementsOf(policy)
                .filter(deniesCode)
                .flatMap(({ actions }) => actions);
            return allowed(policy)
                .flatMap(({ actions }) => actions)
                .filter((action) => networkInterfaceActions.includes(action) && !denied.includes(action))
                .map((action) => `policy: ${action}: must be denied to the function's code`);
        },
    },
    {
        id: "role-trusts-services",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "A role is assumed by a service that it names, and by nobody else.",
        reason: "Everybody in the account, or outside, could act as the role.",
        fix: "name one service as principal and sts:AssumeRole as action",
        appliesTo: ofType(types.role),
        problems: together(mustBeSet("assumeRolePolicy"), ({ properties: { assumeRolePolicy } }) =>
            allowed(assumeRolePolicy).filter(isNoServiceTrust).map(trustProblem),
        ),
    },
    {
        id: "role-without-broad-policy",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "A role has no managed policy of AWS but those made for one service role.",
        reason: "AdministratorAccess and its like allow whatever AWS has.",
        fix: "write a policy of its own",
        appliesTo: ofType(types.role, types.rolePolicyAttachment),
        problems: (resource) =>
            attachedPolicies(resource)
                .filter((arn) => /:aws:policy\/(?!service-role\/)/.test(arn))
                .map((arn) => `policyArn: ${arn}: must be an own policy`),
    },
];

/** Whether a pattern stands for all resources of the account, or all of a kind. */
function isEverything(resource: string): boolean {
    return resource === "*" || /^arn:([^:]*:){4}([a-z-]+[:/])?\*$/.test(resource);
}

function deniesCode({ effect, resources, conditionKeys }: Statement): boolean {
    return effect === "Deny" && resources.includes("*") && conditionKeys.includes("lambda:sourcefunctionarn");
}

function isNoServiceTrust(statement: Statement): boolean {
    const { actions, principals } = statement;
    const named = principals.length > 0 && principals.every(({ kind }) => kind === "Service");
    return letsEverybodyIn(statement) || !named || actions.some((action) => action !== "sts:AssumeRole");
}

function trustProblem({ actions, principals }: Statement): string {
    const who = principals.map(({ kind, value }) => `${kind} ${value}`).join(", ");
    return `assumeRolePolicy: ${who}: ${actions.join(", ")}: must be a service that assumes the role`;
}

function attachedPolicies({ properties: { policyArn, managedPolicyArns } }: Resource): string[] {
    return [policyArn, ...listOf(managedPolicyArns)].filter((arn) => !isUnknown(arn)).map(String);
}
