/** A resource that the program registered, with the options that an engine would receive. */
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
    /** The inputs that the program passed, with secrets unwrapped. */
    readonly inputs: Readonly<Record<string, unknown>>;
    /** The inputs that the program or the SDK marked as secret. */
    readonly secretInputs: readonly string[];
    /** The inputs and the computed outputs. A preview leaves unknown values out. */
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly protect: boolean;
    readonly retainOnDelete: boolean;
    readonly deleteBeforeReplace: boolean;
    readonly ignoreChanges: readonly string[];
    /** The urns of the resources whose replacement replaces this one. */
    readonly replaceWith: readonly string[];
    /** The urns of the resources that this one depends on. */
    readonly dependsOn: readonly string[];
}
