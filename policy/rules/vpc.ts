import { namesPrincipalsAccount } from "../conditions";
import { isEveryProtocol, isTooWide, noWider } from "../ranges";
import { must, mustBeSet, together } from "../requirements";
import { idOf, ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { allowed } from "../statements";
import { isEmpty, isUnknown, listOf, maySame, show, unknownValue, valueAt } from "../values";

/** Rules for a VPC, its network ACLs and its endpoints. */
export const vpcRules: readonly Rule[] = [
    {
        id: "vpc-flow-logs",
        scope: "stack",
        enforcement: "mandatory",
        severity: "medium",
        what: "Flow logs record the accepted and the rejected traffic of a VPC.",
        reason: "Without them nothing shows afterwards which hosts connected to the database or tried to.",
        fix: "add an aws.ec2.FlowLog with trafficType ALL to the VPC",
        appliesTo: ofType(types.vpc, types.vpcComponent),
        problems: (vpc, stack) =>
            partsOf(vpc, types.flowLog, stack).some(({ trafficType }) => maySame(trafficType, "ALL"))
                ? []
                : ["flow log: none records all traffic: must have one"],
    },
    {
        id: "flow-log-to-log-group",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "Flow logs go to a log group.",
        reason: "The ARN of a bucket does not contain an account, so the logs could go to another account.",
        fix: "set logDestinationType to cloud-watch-logs, or remove it",
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
        what: "A VPC's default security group has no rules.",
        reason: "A resource without a group gets the default one, and could reach every other resource in it.",
        fix: "add an aws.ec2.DefaultSecurityGroup with empty ingress and egress to the VPC",
        appliesTo: ofType(types.vpc, types.vpcComponent),
        problems: (vpc, stack) =>
            partsOf(vpc, types.defaultSecurityGroup, stack).some((group) =>
                [group.ingress, group.egress].every((rules) => isUnknown(rules) || isEmpty(rules)),
            )
                ? []
                : ["default security group: is missing or has rules: must have none"],
    },
    {
        id: "network-acl-not-open",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "A network ACL allows no inbound traffic from very wide ranges, except responses, or for all protocols.",
        reason: "It still protects the database when a security group is opened by mistake.",
        fix: "name the clients' ranges (the stack's clientCidrs) and tcp; responses return to ports from 32768, where no database listens",
        appliesTo: ofType(types.networkAcl),
        problems: (acl, stack) =>
            allowedEntries(acl).flatMap((entry) => [
                ...["cidrBlock", "ipv6CidrBlock"]
                    .filter(() => !isForResponses(entry, stack))
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
        what: "A network ACL that allows clients also allows the ICMP message that a packet is too large.",
        reason: "Without it large responses over a VPN or a transit gateway never arrive, although small ones do.",
        fix: "allow ICMP type 3, code 4 from the clients' networks",
        appliesTo: ofType(types.networkAcl),
        problems: (acl) =>
            allowedEntries(acl).length === 0 ||
            allowedEntries(acl).some((entry) => isUnknown(entry) || isFragmentationNeeded(entry))
                ? []
                : ["ingress: no ICMP type 3, code 4: must be allowed"],
    },
    {
        id: "network-acl-used",
        scope: "resource",
        enforcement: "advisory",
        severity: "low",
        what: "A network ACL is associated with subnets.",
        reason: "Otherwise the subnets have the default ACL, which allows all traffic.",
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
        reason: "Otherwise it gets the VPC's default group, which allows no traffic.",
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
        what: "An endpoint's policy allows named actions by principals of named accounts.",
        reason: "Otherwise an attacker in the VPC could send secrets through it to an account of their own.",
        fix: "set a policy that lists the actions, with a condition on aws:PrincipalAccount that names the exact account",
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

/** The entries of a network ACL that allow inbound traffic. */
function allowedEntries({ properties: { ingress } }: Resource): readonly unknown[] {
    return listOf(ingress).filter((entry) => String(valueAt(entry, "action")).toLowerCase() === "allow");
}

/** Linux uses these ports for outgoing connections. A database that listens on one of them is not protected. */
function isForResponses(entry: unknown, stack: readonly Resource[]): boolean {
    const ports = stack.filter(ofType(types.cluster)).map(({ properties: { port } }) => port);
    return (
        valueAt(entry, "protocol") === "tcp" &&
        Number(valueAt(entry, "fromPort")) >= leastEphemeralPort &&
        ports.every((port) => isUnknown(port) || Number(port) < leastEphemeralPort)
    );
}

const leastEphemeralPort = 32_768;

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
