import { isEveryProtocol, isSmallPrivateRange, isTooWide, noWider } from "../ranges";
import { must, mustBeSet, mustNotBeSet, together } from "../requirements";
import { idOf, ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { isEmpty, listOf, maySame, show, valueAt } from "../values";

const ruleTypes = [types.ingressRule, types.egressRule];

/** Rules for security groups and their rules. */
export const securityGroupRules: readonly Rule[] = [
    {
        id: "security-group-rule-not-open",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "No security group allows all protocols or very wide ranges, except outbound HTTPS.",
        reason: "Such a rule admits almost every host. Only HTTPS calls of AWS APIs need it, because these have no fixed addresses.",
        fix: "name a security group and a protocol, or tcp 443 for egress",
        appliesTo: ofType(...ruleTypes),
        problems: together(
            (rule) =>
                ["cidrIpv4", "cidrIpv6"]
                    .filter((key) => isTooWide(rule.properties[key]) && !isOutboundHttps(rule))
                    .map((key) => `${key}: ${show(rule.properties[key])}: ${noWider}`),
            must("ipProtocol", (value) => !isEveryProtocol(value), "must be one protocol"),
        ),
    },
    {
        id: "security-group-ingress-by-group",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "An inbound rule names a security group, or one port and a private range no wider than /16.",
        reason: "A group admits only the resources that have it. A range is for clients whose group cannot be referenced, as over a VPN.",
        fix: "set referencedSecurityGroupId instead of addresses, or list narrower ranges in the stack's clientCidrs",
        appliesTo: ofType(types.ingressRule),
        problems: (rule) =>
            together(
                isEmpty(rule.properties.cidrIpv4) ? mustBeSet("referencedSecurityGroupId") : isNarrow,
                mustNotBeSet("cidrIpv6"),
                mustNotBeSet("prefixListId"),
            )(rule),
    },
    {
        id: "security-group-ingress-without-range",
        scope: "resource",
        enforcement: "advisory",
        severity: "medium",
        what: "An inbound rule has no range of addresses.",
        reason: "Every host of the range can connect, and another host may have the address tomorrow.",
        fix: "admit clients by allowConnectionsFrom, and set the stack's clientCidrsIngress to false",
        appliesTo: ofType(types.ingressRule),
        problems: mustNotBeSet("cidrIpv4"),
    },
    {
        id: "cluster-security-groups-own",
        scope: "stack",
        enforcement: "advisory",
        severity: "medium",
        what: "A cluster has only security groups of its stack.",
        reason: "A group of another owner admits clients that this stack neither names nor checks. An adopted cluster keeps it for a time only.",
        fix: "admit its clients by allowConnectionsFrom, then remove the group from the stack's extraSecurityGroupIds",
        appliesTo: ofType(types.cluster),
        problems: (cluster, stack) => {
            const own = stack.filter(ofType(types.securityGroup)).map(idOf);
            return groupsOf(cluster)
                .filter((id) => !own.some((each) => maySame(id, each)))
                .map((id) => `vpcSecurityGroupIds: ${show(id)}: must be a group of the stack`);
        },
    },
    {
        id: "security-group-rules-standalone",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "Each rule of a security group is a resource of its own: a SecurityGroupIngressRule or SecurityGroupEgressRule.",
        reason: "Rules in a group's arguments and separate rules remove each other at every update. This pack checks only separate ones.",
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
        what: "Security groups and their rules have a description.",
        reason: "A rule without a known purpose is never removed.",
        fix: "set description",
        appliesTo: ofType(types.securityGroup, ...ruleTypes),
        problems: mustBeSet("description"),
    },
    {
        id: "security-group-used",
        scope: "stack",
        enforcement: "advisory",
        severity: "low",
        what: "A security group is attached to a resource.",
        reason: "An unused group may be attached by mistake later.",
        fix: "attach or remove it",
        appliesTo: ofType(types.securityGroup),
        problems: (group, stack) =>
            stack.flatMap(groupsOf).some((id) => maySame(id, idOf(group)))
                ? []
                : ["security group: is attached to nothing: must be attached"],
    },
];

/** One port, open to a small private range. */
const isNarrow = together(
    must("cidrIpv4", isSmallPrivateRange, "must be a private range no wider than /16"),
    mustNotBeSet("referencedSecurityGroupId"),
    ({ properties: { fromPort, toPort } }) =>
        maySame(fromPort, toPort) && !isEmpty(fromPort)
            ? []
            : [`toPort: ${show(toPort)}: must be the same as fromPort`],
);

function isOutboundHttps({ type, properties: { ipProtocol, fromPort, toPort } }: Resource): boolean {
    return type === types.egressRule && ipProtocol === "tcp" && fromPort === 443 && toPort === 443;
}

/** The ids of the security groups of a resource, from any of its properties. */
function groupsOf({ properties }: Resource): readonly unknown[] {
    return ["vpcSecurityGroupIds", "securityGroupIds", "vpcConfig.securityGroupIds"].flatMap((path) =>
        listOf(valueAt(properties, path)),
    );
}
