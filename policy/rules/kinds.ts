import { findResourceType } from "../../resourceTypes";
import { isMadeByAwsx, type Resource, typesOfOthers } from "../resource";
import type { Rule } from "../rule";

/** The rule for the types of resources in a stack. */
export const kindRules: readonly Rule[] = [
    {
        id: "known-kinds",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A stack has only types of resources that these rules know.",
        reason: "Another type can open access that the rules close, for instance a function URL or a network ACL rule.",
        fix: "write the rules that the type needs, and add its record to resourceTypes/",
        appliesTo: isOfProvider,
        problems: (resource) => (isKnown(resource) ? [] : [`type: ${resource.type}: must be one that rules know`]),
    },
];

/** Whether a resource belongs to a provider: not to Pulumi itself, and not a component of this program. */
function isOfProvider({ type }: Resource): boolean {
    return !/^(pulumi|experimentation):/.test(type);
}

/**
 * Only `awsx` may create a part of a VPC: it lists the public subnets, and another route could make any subnet public.
 */
function isKnown(resource: Resource): boolean {
    const record = findResourceType(resource.type);
    if (record === undefined) {
        return Object.values(typesOfOthers).includes(resource.type);
    }
    return record.policy !== "onlyInAwsxVpc" || isMadeByAwsx(resource);
}
