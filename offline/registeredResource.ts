/** A resource that the program registered, with what an engine would be told of it. */
export interface RegisteredResource {
    /** For instance `aws:rds/cluster:Cluster`. */
    readonly type: string;
    /** The logical name. */
    readonly name: string;
    readonly urn: string;
    /** The urn of the parent, empty for a resource without one. */
    readonly parent: string;
    /** False for components. */
    readonly custom: boolean;
    /** What the program passed, secrets unwrapped. */
    readonly inputs: Readonly<Record<string, unknown>>;
    /** The inputs that the program or the SDK marked as secret. */
    readonly secretInputs: readonly string[];
    /** What the provider would answer: the inputs and what it computes. Unknown values are left out in a preview. */
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly protect: boolean;
    readonly retainOnDelete: boolean;
    readonly deleteBeforeReplace: boolean;
    readonly ignoreChanges: readonly string[];
    /** The urns of the resources whose replacement replaces this one. */
    readonly replaceWith: readonly string[];
    /** The urns of the resources that this one waits for. */
    readonly dependsOn: readonly string[];
}
