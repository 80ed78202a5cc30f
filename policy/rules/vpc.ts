import { namesPrincipalsAccount } from "../conditions";
import { must, mustBeSet, together } from "../requirements";
import { isEveryProtocol, isTooWide, noWider } from "../ranges";
import { idOf, ofType, types, type Resource } from "../resource";
import type { Rule } from "../rule";
import { allowed } from "../statements";
import { isEmpty, isUnknown, listOf, maySame, show, unknownValue, valueAt } from "../values";

/** What holds for a VPC and what guards it. */
export const vpcRules: readonly Rule[] = [
    {
        id: "vpc-flow-logs",
        scope: "stack",
        enforcement: "mandatory",
        severity: "medium",
        what: "The traffic of a VPC is recorded, accepted and refused.",
        reason: "Who talked with the database, or tried to, cannot be found out afterwards.",
        fix: "give the VPC an aws.ec2.FlowLog with trafficType ALL",
        appliesTo: ofType(types.vpc, types.vpcComponent),
        problems: (vpc, stack) =>
            partsOf(vpc, types.flowLog, stack).some(({ trafficType }) => maySame(trafficType, "ALL"))
                ? []
                : ["flow log: none of all traffic: must have one"],
    },
    {
        id: "flow-log-to-log-group",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "The record of a VPC's traffic goes to a log group.",
        reason: "The ARN of a bucket does not say whose it is: the record could go to another account.",
        fix: "set logDestinationType to cloud-watch-logs, or leave it out",
        appliesTo: ofType(types.flowLog),
        problems: must(
            "logDestinationType",
            (value) => isEmpty(value) || value === "cloud-watch-logs",
            "must be cloud-watch-logs",
        ),
    },
    {
        id: "default-security-group-empty",
        scope: "stack",
        enforcement: "mandatory",
        severity: "medium",
        what: "A VPC's default security group lets nothing in or out.",
        reason: "What is made without a group gets it, and would reach everything else that did.",
        fix: "give the VPC an aws.ec2.DefaultSecurityGroup with empty ingress and egress",
        appliesTo: ofType(types.vpc, types.vpcComponent),
        problems: (vpc, stack) =>
            partsOf(vpc, types.defaultSecurityGroup, stack).some((group) =>
                [group.ingress, group.egress].every((rules) => isUnknown(rules) || isEmpty(rules)),
            )
                ? []
                : ["default security group: is not emptied: must be"],
    },
    {
        id: "network-acl-not-open",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A network ACL lets nobody in from everywhere or half of it, or by every protocol.",
        reason: "It is the second wall: it stands when a security group is opened by mistake.",
        fix: "name the ranges of the clients (the stack's clientCidrs), and tcp",
        appliesTo: ofType(types.networkAcl),
        problems: (acl) =>
            letIn(acl).flatMap((entry) => [
                ...["cidrBlock", "ipv6CidrBlock"]
                    .map((key) => valueAt(entry, key))
                    .filter(isTooWide)
                    .map((cidr) => `ingress: ${show(cidr)}: ${noWider}`),
                ...[valueAt(entry, "protocol")]
                    .filter(isEveryProtocol)
                    .map((protocol) => `ingress: ${show(protocol)}: must be one protocol`),
            ]),
    },
    {
        id: "network-acl-path-mtu",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "A network ACL that lets clients in also lets routers say that an answer is too long for the way.",
        reason: "Large answers over a VPN or a transit gateway never arrive, while small ones do.",
        fix: "let ICMP type 3, code 4 in from the clients' networks",
        appliesTo: ofType(types.networkAcl),
        problems: (acl) =>
            letIn(acl).length === 0 || letIn(acl).some((entry) => isUnknown(entry) || isFragmentationNeeded(entry))
                ? []
                : ["ingress: no ICMP type 3, code 4: must be let in"],
    },
    {
        id: "network-acl-used",
        scope: "resource",
        enforcement: "advisory",
        severity: "low",
        what: "A network ACL belongs to subnets.",
        reason: "Its subnets have the default one otherwise, which lets everything through.",
        fix: "set subnetIds",
        appliesTo: ofType(types.networkAcl),
        problems: mustBeSet("subnetIds"),
    },
    {
        id: "endpoint-own-group",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "An interface endpoint has a security group of its own.",
        reason: "It gets the VPC's default one otherwise, which lets nobody in.",
        fix: "set securityGroupIds",
        appliesTo: ofType(types.vpcEndpoint),
        problems: (endpoint) =>
            endpoint.properties.vpcEndpointType === "Interface" ? mustBeSet("securityGroupIds")(endpoint) : [],
    },
    {
        id: "endpoint-for-own-account",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "An endpoint lets through named actions of principals of named accounts.",
        reason: "Whoever gets into the VPC could carry secrets out by it, with credentials of an account of their own.",
        fix: "give it a policy that lists the actions, with a condition of the exact account on aws:PrincipalAccount",
        appliesTo: ofType(types.vpcEndpoint),
        problems: together(mustBeSet("policy"), ({ properties: { policy } }) =>
            allowed(policy).flatMap(({ actions, conditions }) => [
                ...actions
                    .filter((action) => /[*?]/.test(action))
                    .map((action) => `policy: ${action}: must be an exact action`),
                ...(conditions.some(namesPrincipalsAccount)
                    ? []
                    : ["policy: principals of any account: must have a condition on aws:PrincipalAccount"]),
            ]),
        ),
    },
];

/** The entries of a network ACL that let something in. */
function letIn({ properties: { ingress } }: Resource): readonly unknown[] {
    return listOf(ingress).filter((entry) => String(valueAt(entry, "action")).toLowerCase() === "allow");
}

function isFragmentationNeeded(entry: unknown): boolean {
    return (
        ["icmp", "1"].includes(String(valueAt(entry, "protocol")).toLowerCase()) &&
        maySame(valueAt(entry, "icmpType"), 3) &&
        maySame(valueAt(entry, "icmpCode"), 4)
    );
}

/** The properties of the resources of a type that name the VPC. */
function partsOf(vpc: Resource, type: string, stack: readonly Resource[]): Resource["properties"][] {
    const id = vpc.type === types.vpcComponent ? (vpc.properties.vpcId ?? unknownValue) : idOf(vpc);
    return stack
        .filter((each) => each.type === type && maySame(each.properties.vpcId, id))
        .map(({ properties }) => properties);
}
