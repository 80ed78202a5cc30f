/** How often everything is measured: enough for a steady median in some minutes on two cores. */
export interface Rounds {
    /** Fresh processes of each kind. */
    readonly fresh: number;
    /** Turns of `callsPerTurn` one-row queries. */
    readonly oneRow: number;
    readonly callsPerTurn: number;
    /** Turns of one query of many rows. */
    readonly manyRows: number;
    /** Calls of each kind before the first that counts: the code has to be compiled first. */
    readonly warmUp: number;
    readonly rotations: number;
    /** Plans of each kind. */
    readonly plans: number;
}

/** The rounds of a run that counts. */
export const fullRounds: Rounds = {
    fresh: 25,
    oneRow: 40,
    callsPerTurn: 50,
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
    manyRows: 2,
    warmUp: 10,
    rotations: 1,
    plans: 1,
};

/** Shows what is being measured. */
export type Say = (detail: string) => void;

/** Which round it is, for a person. Rounds below 0 do not count. */
export function roundText(round: number, rounds: number): string {
    return round < 0 ? "warming up" : `round ${round + 1} of ${rounds}`;
}
