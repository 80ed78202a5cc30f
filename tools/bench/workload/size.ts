/** How much data a run generates. */
export interface WorkloadSize {
    /** Units that the experiment `big` assigns. */
    readonly units: number;
    readonly exposures: number;
    readonly events: number;
    /** Events of units that no experiment assigns, in the step with ten times as many of them. */
    readonly addedOutside: number;
    readonly seed: number;
}

/** Each assigned unit has three exposures and ten events. Half of the events are of units without an assignment. */
export function sizeOf(units: number, seed: number): WorkloadSize {
    const events = 10 * units;
    return { units, exposures: 3 * units, events, addedOutside: 9 * (events / 2), seed };
}

/** Number and length of the measurements. */
export interface WorkloadRounds {
    /** Counted runs of each question on warm memory, after one that does not count. */
    readonly questions: number;
    /** Counted runs of version 2's question. */
    readonly version2: number;
    /** Single reads of an assignment. */
    readonly reads: number;
    /** Turns of inserts for each batch size, alternately into the bare table and the platform's. */
    readonly ingest: number;
    /** A turn ends after this time or these rows, because the roll-up of the rest takes longer. */
    readonly ingestTurnMs: number;
    readonly ingestTurnRows: number;
    /** Rows in each turn of the sustained ingest, by the size of its batches. */
    readonly sustainedRows: Readonly<Record<1 | 1000, number>>;
    /** How long autovacuum is watched under ingest. */
    readonly vacuumWatchMs: number;
}

export const fullWorkloadRounds: WorkloadRounds = {
    questions: 3,
    version2: 2,
    reads: 2000,
    ingest: 2,
    ingestTurnMs: 1500,
    ingestTurnRows: 150_000,
    sustainedRows: { 1: 40_000, 1000: 150_000 },
    vacuumWatchMs: 20_000,
};

export const quickWorkloadRounds: WorkloadRounds = {
    questions: 1,
    version2: 1,
    reads: 100,
    ingest: 1,
    ingestTurnMs: 200,
    ingestTurnRows: 20_000,
    sustainedRows: { 1: 200, 1000: 5000 },
    vacuumWatchMs: 500,
};
