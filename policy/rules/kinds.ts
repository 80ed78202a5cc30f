import { isMadeByAwsx, types, type Resource } from "../resource";
import type { Rule } from "../rule";

/** Of these the rules ask nothing, or tags alone. */
const harmless = [
    // They show and count what others record.
    "aws:cloudwatch/dashboard:Dashboard",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    // Who may use a key is said by the key itself.
    "aws:kms/alias:Alias",
];

/** What `awsx` makes of a VPC, and lists which subnets are public: another's route could make any public. */
const ofNetwork = [
    "aws:ec2/eip:Eip",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/natGateway:NatGateway",
    "aws:ec2/route:Route",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
];

const known: readonly string[] = [...Object.values(types), ...harmless];

/** What holds for the kinds of resources that a stack has. */
export const kindRules: readonly Rule[] = [
    {
        id: "known-kinds",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A stack has no kind of resource that these rules do not know.",
        reason: "Another kind can open what they close: a function's URL, a rule of a network ACL.",
        fix: "write the rules that the type needs, and add it to policy/resource.ts, or to policy/rules/kinds.ts where it needs none",
        appliesTo: isOfProvider,
        problems: (resource) => (isKnown(resource) ? [] : [`type: ${resource.type}: must be one that rules know`]),
    },
];

/** Whether a resource is a provider's: neither Pulumi's own, nor a component of this program. */
function isOfProvider({ type }: Resource): boolean {
    return !/^(pulumi|experimentation):/.test(type);
}

function isKnown(resource: Resource): boolean {
    return known.includes(resource.type) || (ofNetwork.includes(resource.type) && isMadeByAwsx(resource));
}
