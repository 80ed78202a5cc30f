import type postgres from "postgres";
import { ca } from "./authorities";
import { beginRead, type QueryAnswer, type QueryEvent, rowsAtATime, textsOf } from "./query";
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
            rows.push(...textsOf(chunk));
        });
    await Promise.all([sql.unsafe("ROLLBACK"), sql.unsafe("DISCARD ALL")]);
    return { rows };
}
