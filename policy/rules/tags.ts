import { findResourceType } from "../../resourceTypes";
import { isMadeByAwsx, types, type Resource } from "../resource";
import type { Rule } from "../rule";
import { isEmpty, isUnknown, valueAt } from "../values";

const tagKeys = ["environment", "owner", "cost-centre", "managed-by"];

/** What holds for everything that takes tags. */
export const tagRules: readonly Rule[] = [
    {
        id: "tags",
        scope: "resource",
        enforcement: "mandatory",
        severity: "low",
        what: "Whatever takes tags says of which environment it is, whose, who pays, and what made it.",
        reason: "Costs have no owner, and people change by hand what the next update changes back.",
        fix: "pass the program's options on to the component that makes it",
        appliesTo: takesTags,
        problems: ({ properties: { tags } }) =>
            isUnknown(tags)
                ? []
                : tagKeys
                      .filter((key) => isEmpty(valueAt(tags, key)))
                      .map((key) => `tags: ${key} is missing: must be set`),
    },
];

/**
 * The parts that `awsx` makes of a VPC get the tags that the VPC has. A component that a plugin makes tells the engine
 * no inputs: the VPC within it is looked at.
 */
function takesTags(resource: Resource): boolean {
    const { type } = resource;
    const isPart = isMadeByAwsx(resource) && type !== types.vpc;
    return type.startsWith("aws:") && findResourceType(type)?.taggable !== false && !isPart;
}
