/** Number of measurements: enough for a steady median within a few minutes on two cores. */
export interface Rounds {
    /** New processes of each kind. */
    readonly fresh: number;
    /** Turns of `callsPerTurn` one-row queries. */
    readonly oneRow: number;
    readonly callsPerTurn: number;
    /** Turns of `delayedCalls` one-row queries over a delayed connection. */
    readonly delayed: number;
    readonly delayedCalls: number;
    /** Turns of one query of many rows. */
    readonly manyRows: number;
    /** Uncounted calls of each kind before the measurement, so that the code is compiled. */
    readonly warmUp: number;
    readonly rotations: number;
    /** Plans of each kind. */
    readonly plans: number;
}

/** The rounds of a full run. */
export const fullRounds: Rounds = {
    fresh: 25,
    oneRow: 40,
    callsPerTurn: 50,
    delayed: 20,
    delayedCalls: 20,
    manyRows: 40,
    warmUp: 500,
    rotations: 15,
    plans: 3,
};

/** The rounds of a smoke test. */
export const quickRounds: Rounds = {
    fresh: 2,
    oneRow: 2,
    callsPerTurn: 5,
    delayed: 2,
    delayedCalls: 3,
    manyRows: 2,
    warmUp: 10,
    rotations: 1,
    plans: 1,
};

/** Shows the current measurement. */
export type Say = (detail: string) => void;

/** Describes a round to the user. Rounds below 0 do not count. */
export function roundText(round: number, rounds: number): string {
    return round < 0 ? "warming up" : `round ${round + 1} of ${rounds}`;
}
