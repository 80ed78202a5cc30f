/** A resource's name in the engine. */
export interface ResourceName {
    readonly urn: string;
    /** For instance `aws:rds/cluster:Cluster`. */
    readonly type: string;
    /** The logical name. */
    readonly name: string;
}

/** Parses a URN (`urn:pulumi:stack::project::parents$type::name`). */
export function parseUrn(urn: string): ResourceName {
    const [, , types = "", ...name] = urn.split("::");
    return { urn, type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}
