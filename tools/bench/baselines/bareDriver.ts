import type postgres from "postgres";
import { ca } from "./authorities";
import { beginRead, type QueryAnswer, type QueryEvent, rowsAtATime } from "./query";
import { connectDriver } from "./verifiedDriver";
import { findDatabase } from "./whereabouts";

/*
 * The access function's imports in a hand-written handler. Both clients are constructed while it loads, and each query
 * uses the driver only: no deadline, no checks, no error codes, no log.
 */

let connection: Promise<postgres.Sql> | undefined;

async function connect(): Promise<postgres.Sql> {
    return connectDriver(await findDatabase(), ca);
}

/** Runs one query. */
export async function handler(event: QueryEvent): Promise<QueryAnswer> {
    const sql = await (connection ??= connect());
    await sql.unsafe(beginRead);
    const rows: (string | null)[][] = [];
    await sql
        .unsafe(event.sql, [...event.parameters])
        .raw()
        .cursor(rowsAtATime, (chunk) => {
            takeRows(rows, chunk);
        });
    await Promise.all([sql.unsafe("ROLLBACK"), sql.unsafe("DISCARD ALL")]);
    return { rows };
}

/** Formats each value as the access function does. */
function takeRows(rows: (string | null)[][], chunk: readonly (readonly (Buffer | null)[])[]): void {
    for (const values of chunk) {
        rows.push(values.map((value) => value?.toString("utf8") ?? null));
    }
}
