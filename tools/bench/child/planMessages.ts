/** A process's arguments: none, `stack prod`, or `platforms 10`. */
export type PlanRequest =
    readonly ["nothing"] | readonly ["stack", name: string] | readonly ["platforms", count: string];

/** The process's standard output, as JSON. */
export interface PlanAnswer {
    /** From its start until Pulumi's packages were imported, in milliseconds. */
    readonly importedMs: number;
    /** From then until everything was registered, in milliseconds. */
    readonly plannedMs: number;
    /** The highest resident memory of the process. */
    readonly peakBytes: number;
}
