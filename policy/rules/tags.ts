import { findResourceType } from "../../resourceTypes";
import { isMadeByAwsx, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { isEmpty, isUnknown, valueAt } from "../values";

const tagKeys = ["environment", "owner", "cost-centre", "managed-by"];

/** The rule for all taggable resources. */
export const tagRules: readonly Rule[] = [
    {
        id: "tags",
        scope: "resource",
        enforcement: "mandatory",
        severity: "low",
        what: "Every taggable resource has the tags environment, owner, cost-centre and managed-by.",
        reason: "Without them costs have no owner, and people change resources by hand that the next update changes back.",
        fix: "pass to the component that creates it the options of index.ts, whose transformation adds the tags",
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
 * The parts of a VPC that `awsx` creates have the tags of the VPC. The engine knows no inputs of a component that a
 * plugin creates, so the rule checks the VPC inside the component.
 */
function takesTags(resource: Resource): boolean {
    const { type } = resource;
    const isPart = isMadeByAwsx(resource) && type !== types.vpc;
    return type.startsWith("aws:") && findResourceType(type)?.taggable !== false && !isPart;
}
