import type * as pulumi from "@pulumi/pulumi";
import { mapInput } from "./mapInput";

/**
 * A resource transformation that adds the tags to every resource whose type supports tags. If a resource sets a tag
 * itself, its own value wins. Plain tags stay plain; their values may be Outputs.
 *
 * A resource class lists all of its properties in its inputs, so `"tags" in props` shows whether the type supports
 * tags. docs/decisions/0004-tags-by-transformation.md explains why the provider's `defaultTags` is not used.
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
