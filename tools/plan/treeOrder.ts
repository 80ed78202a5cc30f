import type { RegisteredResource } from "../../offline/registeredResource";

/** A resource's key within its stack: its type and name, as at the end of its URN. */
export function keyOf({ type, name }: { readonly type: string; readonly name: string }): string {
    return `${type}::${name}`;
}

/** A type as Pulumi's CLI shows it: `aws:rds:Cluster` for `aws:rds/cluster:Cluster`. */
export function typeLabel(type: string): string {
    return type.replace(/\/[^:]*/, "");
}

/** A resource's type and name for a person. */
export function labelOf({ type, name }: { readonly type: string; readonly name: string }): string {
    return `${typeLabel(type)} ${name}`;
}

/**
 * Sorts parents before their children, each followed by all of them. The order of registration is random, so siblings
 * are sorted by type and name, those with children last.
 */
export function inTreeOrder(resources: readonly RegisteredResource[]): readonly RegisteredResource[] {
    const urns = new Set(resources.map(({ urn }) => urn));
    const children = new Map<string, RegisteredResource[]>();
    for (const resource of resources) {
        const parent = urns.has(resource.parent) ? resource.parent : "";
        children.set(parent, [...(children.get(parent) ?? []), resource]);
    }
    const sortKey = (resource: RegisteredResource) => `${children.has(resource.urn) ? 1 : 0} ${labelOf(resource)}`;
    const below = (parent: string): RegisteredResource[] =>
        (children.get(parent) ?? [])
            .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
            .flatMap((resource) => [resource, ...below(resource.urn)]);
    return below("");
}
