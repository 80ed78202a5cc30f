import { findResourceType } from "../../resourceTypes";
import { isMadeByAwsx, typesOfOthers, type Resource } from "../resource";
import type { Rule } from "../rule";

/** What holds for the kinds of resources that a stack has. */
export const kindRules: readonly Rule[] = [
    {
        id: "known-kinds",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A stack has no kind of resource that these rules do not know.",
        reason: "Another kind can open what they close: a function's URL, a rule of a network ACL.",
        fix: "write the rules that the type needs, and add its record to resourceTypes/",
        appliesTo: isOfProvider,
        problems: (resource) => (isKnown(resource) ? [] : [`type: ${resource.type}: must be one that rules know`]),
    },
];

/** Whether a resource is a provider's: neither Pulumi's own, nor a component of this program. */
function isOfProvider({ type }: Resource): boolean {
    return !/^(pulumi|experimentation):/.test(type);
}

/** Only `awsx` may create a part of a VPC: it lists the public subnets, and another route could make any subnet public. */
function isKnown(resource: Resource): boolean {
    const record = findResourceType(resource.type);
    if (record === undefined) {
        return Object.values(typesOfOthers).includes(resource.type);
    }
    return record.policy !== "onlyInAwsxVpc" || isMadeByAwsx(resource);
}
