import type * as pulumi from "@pulumi/pulumi";
import { mapInput } from "./mapInput";

/**
 * A resource transformation that gives the tags to every resource that takes tags. A resource's own tags win. Tags that
 * are plain stay plain; their values may be Outputs.
 *
 * The provider's `defaultTags` would need a provider of the program's own, which leaves the stack's other `aws:*`
 * configuration unread. Whether a resource takes tags is told by its constructor, which names every property it knows.
 */
export function defaultTags(tags: Readonly<Record<string, string>>): pulumi.ResourceTransformation {
    return ({ props, opts }) => {
        if (!("tags" in props)) {
            return { props, opts };
        }
        return { props: { ...props, tags: mapInput(props.tags, (own) => ({ ...tags, ...asObject(own) })) }, opts };
    };
}

function asObject(value: unknown): object {
    return typeof value === "object" && value !== null ? value : {};
}
