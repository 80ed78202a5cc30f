/** The part of the access function's event that the baselines read. */
export interface QueryEvent {
    readonly sql: string;
    readonly parameters: readonly string[];
}

/** The part of the access function's answer that the bench looks at. */
export interface QueryAnswer {
    readonly rows: readonly (readonly (string | null)[])[];
}

/** As the access function begins each read. The limit is any number: the server does the same with each. */
export const beginRead = "BEGIN READ ONLY; SET LOCAL statement_timeout = 9000";

/** Rows asked for at a time. */
export const rowsAtATime = 100;
