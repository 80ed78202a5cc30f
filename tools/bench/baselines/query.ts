/** The part of the access function's event that the baselines read. */
export interface QueryEvent {
    readonly sql: string;
    readonly parameters: readonly string[];
}

/** The part of the access function's response that the bench reads. */
export interface QueryAnswer {
    readonly rows: readonly (readonly (string | null)[])[];
}

/** The access function's start of a read-only transaction. The value of the limit does not affect the duration. */
export const beginRead = "BEGIN READ ONLY; SET LOCAL statement_timeout = 9000";

/** Formats each value of the driver's raw rows as the access function does. */
export function textsOf(rows: readonly (readonly (Buffer | null)[])[]): (string | null)[][] {
    return rows.map((values) => values.map((value) => value?.toString("utf8") ?? null));
}

/** Rows fetched at a time. */
export const rowsAtATime = 100;
