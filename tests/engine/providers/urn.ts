/** A resource as the engine names it. */
export interface ResourceName {
    readonly urn: string;
    /** For instance `aws:rds/cluster:Cluster`. */
    readonly type: string;
    /** The logical name. */
    readonly name: string;
}

/** Takes a URN (`urn:pulumi:stack::project::parents$type::name`) apart. */
export function parseUrn(urn: string): ResourceName {
    const [, , types = "", ...name] = urn.split("::");
    return { urn, type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}
