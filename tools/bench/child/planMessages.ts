/** What a process is told to plan, as its arguments: nothing, `stack prod`, or `platforms 10`. */
export type PlanRequest =
    readonly ["nothing"] | readonly ["stack", name: string] | readonly ["platforms", count: string];

/** What the process answers on standard output. */
export interface PlanAnswer {
    /** From its start until Pulumi's packages were there, in milliseconds. */
    readonly importedMs: number;
    /** From then until everything was registered, in milliseconds. */
    readonly plannedMs: number;
    /** The most memory that the process has had. */
    readonly peakBytes: number;
}
