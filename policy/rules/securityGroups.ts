import { must, mustBeSet, mustNotBeSet, together } from "../requirements";
import { idOf, ofType, types, type Resource } from "../resource";
import type { Rule } from "../rule";
import { isEveryProtocol, isTooWide, noWider } from "../ranges";
import { listOf, maySame, show, valueAt } from "../values";

const ruleTypes = [types.ingressRule, types.egressRule];

/** What holds for security groups and their rules. */
export const securityGroupRules: readonly Rule[] = [
    {
        id: "security-group-rule-not-open",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "No security group is open to everywhere or half of it, but for HTTPS that leaves, or to every protocol.",
        reason: "The AWS APIs have no fixed addresses where they are reached by NAT; nothing else needs everywhere.",
        fix: "name a security group and a protocol, or tcp 443 for egress",
        appliesTo: ofType(...ruleTypes),
        problems: together(
            (rule) =>
                ["cidrIpv4", "cidrIpv6"]
                    .filter((key) => isTooWide(rule.properties[key]) && !isHttpsThatLeaves(rule))
                    .map((key) => `${key}: ${show(rule.properties[key])}: ${noWider}`),
            must("ipProtocol", (value) => !isEveryProtocol(value), "must be one protocol"),
        ),
    },
    {
        id: "security-group-ingress-by-group",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "Who comes in is named by a security group.",
        reason: "An address says nothing of who has it tomorrow.",
        fix: "set referencedSecurityGroupId in the place of addresses",
        appliesTo: ofType(types.ingressRule),
        problems: together(
            mustBeSet("referencedSecurityGroupId"),
            mustNotBeSet("cidrIpv4"),
            mustNotBeSet("cidrIpv6"),
            mustNotBeSet("prefixListId"),
        ),
    },
    {
        id: "security-group-rules-standalone",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "Rules are resources of their own, of the newer kind.",
        reason: "Rules within a group and beside it remove each other at every update, and evade the rules above.",
        fix: "use aws.vpc.SecurityGroupIngressRule and SecurityGroupEgressRule",
        appliesTo: ofType(types.securityGroup, types.olderSecurityGroupRule),
        problems: (resource) =>
            resource.type === types.olderSecurityGroupRule
                ? [`type: ${show(valueAt(resource.properties, "type"))}: must not be an aws.ec2.SecurityGroupRule`]
                : together(mustNotBeSet("ingress"), mustNotBeSet("egress"))(resource),
    },
    {
        id: "security-group-described",
        scope: "resource",
        enforcement: "advisory",
        severity: "low",
        what: "Security groups and their rules say what they are for.",
        reason: "Nobody dares to remove a rule that nobody can explain.",
        fix: "set description",
        appliesTo: ofType(types.securityGroup, ...ruleTypes),
        problems: mustBeSet("description"),
    },
    {
        id: "security-group-used",
        scope: "stack",
        enforcement: "advisory",
        severity: "low",
        what: "A security group belongs to something.",
        reason: "One that is left over is attached by mistake one day.",
        fix: "attach or remove it",
        appliesTo: ofType(types.securityGroup),
        problems: (group, stack) =>
            stack.flatMap(groupsOf).some((id) => maySame(id, idOf(group)))
                ? []
                : ["security group: of nothing: must be used"],
    },
];

function isHttpsThatLeaves({ type, properties: { ipProtocol, fromPort, toPort } }: Resource): boolean {
    return type === types.egressRule && ipProtocol === "tcp" && fromPort === 443 && toPort === 443;
}

/** The ids of the security groups that a resource has, whatever it calls them. */
function groupsOf({ properties }: Resource): readonly unknown[] {
    return ["vpcSecurityGroupIds", "securityGroupIds", "vpcConfig.securityGroupIds"].flatMap((path) =>
        listOf(valueAt(properties, path)),
    );
}
