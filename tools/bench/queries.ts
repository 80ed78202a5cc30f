/** A query for the access function, and its number of rows. */
export interface MeasuredQuery {
    readonly event: {
        readonly action: "query";
        readonly sql: string;
        readonly parameters: readonly string[];
        readonly maxRows: number;
        readonly target?: "writer";
    };
    readonly rows: number;
}

/** A query with hardly any work for the server, so that the round trip dominates. */
export const oneRow: MeasuredQuery = {
    event: {
        action: "query",
        sql: "select $1::integer as id, 'control' as variant, now() as at",
        parameters: ["1"],
        maxRows: 1000,
    },
    rows: 1,
};

/** The same at the writer, in a transaction that may write and is committed. */
export const oneRowAtWriter: MeasuredQuery = { ...oneRow, event: { ...oneRow.event, target: "writer" } };

/** The access function's maximum number of rows, with columns like an experiment's. */
export const manyRows: MeasuredQuery = {
    event: {
        action: "query",
        sql: `select n as id, 'unit-' || n as unit, case n % 2 when 0 then 'control' else 'treatment' end as variant,
                     timestamptz '2026-01-01' + n * interval '1 second' as at, nullif(n % 7, 0) as value
                from generate_series(1, $1::integer) n`,
        parameters: ["10000"],
        maxRows: 10_000,
    },
    rows: 10_000,
};
