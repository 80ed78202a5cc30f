import { mustBeSet, together } from "../requirements";
import { ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { allowed, allowsEveryPrincipal, servicesForAnyAccount, type Statement } from "../statements";
import { isEmpty, isUnknown, listOf, maySame, show } from "../values";

/** The AWS managed policies that the program's roles need. Each is made for one service. */
const neededPolicies = /^arn:[\w-]+:iam::aws:policy\/service-role\/AmazonRDSEnhancedMonitoringRole$/;

/** Rules for the principals that may assume a role, and for the policies attached to it. */
export const roleRules: readonly Rule[] = [
    {
        id: "role-trusts-services",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "Only the services that a role names may assume it.",
        reason: "Otherwise others in the account, or outside it, could act as the role.",
        fix: "name one service as principal and sts:AssumeRole as action",
        appliesTo: ofType(types.role),
        problems: together(mustBeSet("assumeRolePolicy"), ({ properties: { assumeRolePolicy } }) =>
            allowed(assumeRolePolicy).filter(isNoServiceTrust).map(trustProblem),
        ),
    },
    {
        id: "role-trusts-for-own-resources",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A service assumes a role only for resources of this account.",
        reason: "Otherwise another account could make the service act with the role.",
        fix: "add a condition with the exact account, aws:SourceAccount or aws:SourceArn",
        appliesTo: ofType(types.role),
        problems: ({ properties: { assumeRolePolicy } }) =>
            allowed(assumeRolePolicy)
                .flatMap(servicesForAnyAccount)
                .map((service) => `assumeRolePolicy: ${service} for any account: must have a condition that names one`),
    },
    {
        id: "roles-have-one-boundary",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "If one role of a stack has a permissions boundary, all roles have it.",
        reason: "A role without the boundary is limited only by its own policies, and the boundary exists to limit these.",
        fix: "set the stack's permissionsBoundaryArn, and remove permissionsBoundary from the role's own arguments",
        appliesTo: ofType(types.role),
        problems: ({ properties: { permissionsBoundary: own } }, stack) => {
            const others = stack.filter(ofType(types.role)).map(({ properties }) => properties.permissionsBoundary);
            const wanted = others.find((each) => !isEmpty(each) && !isUnknown(each));
            return wanted === undefined || maySame(own, wanted)
                ? []
                : [`permissionsBoundary: ${show(own)}: must be ${show(wanted)}, as another role's is`];
        },
    },
    {
        id: "role-without-broad-policy",
        scope: "stack",
        enforcement: "mandatory",
        severity: "critical",
        what: "A role has only policies of the stack, and AWS's policy for RDS Enhanced Monitoring.",
        reason: "Policies like AdministratorAccess allow almost everything, and no rule checks a policy from elsewhere.",
        fix: "write a policy for the role",
        appliesTo: ofType(types.role, types.rolePolicyAttachment, types.policyAttachment),
        problems: (resource, stack) => {
            const own = stack.filter(ofType(types.policy)).map(({ properties: { arn } }) => arn);
            return attachedPolicies(resource)
                .filter((arn) => !neededPolicies.test(arn) && !own.some((each) => maySame(each, arn)))
                .map((arn) => `policyArn: ${arn}: must be a policy of this stack`);
        },
    },
];

function isNoServiceTrust(statement: Statement): boolean {
    const { actions, principals } = statement;
    const named = principals.length > 0 && principals.every(({ kind }) => kind === "Service");
    return allowsEveryPrincipal(statement) || !named || actions.some((action) => action !== "sts:AssumeRole");
}

function trustProblem({ actions, principals }: Statement): string {
    const who = principals.map(({ kind, value }) => `${kind} ${value}`).join(", ");
    return `assumeRolePolicy: ${who}: ${actions.join(", ")}: must be a service that assumes the role`;
}

function attachedPolicies({ properties: { policyArn, managedPolicyArns } }: Resource): string[] {
    return [...listOf(policyArn), ...listOf(managedPolicyArns)].filter((arn) => !isUnknown(arn)).map(String);
}
