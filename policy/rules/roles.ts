import { mustBeSet, together } from "../requirements";
import { ofType, types, type Resource } from "../resource";
import type { Rule } from "../rule";
import { allowed, letsEverybodyIn, servicesForAnyAccount, type Statement } from "../statements";
import { isEmpty, isUnknown, listOf, maySame, show } from "../values";

/** The managed policies of AWS that roles here need: each is made for one service, which needs no more. */
const neededPolicies = /^arn:[\w-]+:iam::aws:policy\/service-role\/AmazonRDSEnhancedMonitoringRole$/;

/** What holds for who may act as a role, and for the policies that are attached to it. */
export const roleRules: readonly Rule[] = [
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
        id: "role-trusts-for-own-resources",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A service takes a role for resources of this account alone.",
        reason: "Anybody could let the service act with the role, from another account.",
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
        what: "Where one role of a stack has a permissions boundary, all have it.",
        reason: "A role without it may do whatever its policies say, which is what the boundary is there to prevent.",
        fix: "set the stack's permissionsBoundaryArn, and leave permissionsBoundary out of a role's own arguments",
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
        what: "A role has policies of the stack, and the one that AWS made for RDS's enhanced monitoring.",
        reason: "AdministratorAccess and its like allow whatever AWS has; no rule looks at a policy made elsewhere.",
        fix: "write a policy of its own",
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
    return letsEverybodyIn(statement) || !named || actions.some((action) => action !== "sts:AssumeRole");
}

function trustProblem({ actions, principals }: Statement): string {
    const who = principals.map(({ kind, value }) => `${kind} ${value}`).join(", ");
    return `assumeRolePolicy: ${who}: ${actions.join(", ")}: must be a service that assumes the role`;
}

function attachedPolicies({ properties: { policyArn, managedPolicyArns } }: Resource): string[] {
    return [...listOf(policyArn), ...listOf(managedPolicyArns)].filter((arn) => !isUnknown(arn)).map(String);
}
