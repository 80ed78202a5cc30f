import type postgres from "postgres";
import { ca } from "./authorities";
import { type QueryAnswer, type QueryEvent, textsOf } from "./query";
import { connectDriver } from "./verifiedDriver";
import { findDatabase } from "./whereabouts";

/* The bare driver with one statement and nothing around it: no transaction, no limits, no reset. */

let connection: Promise<postgres.Sql> | undefined;

async function connect(): Promise<postgres.Sql> {
    return connectDriver(await findDatabase(), ca);
}

/** Runs one statement. */
export async function handler(event: QueryEvent): Promise<QueryAnswer> {
    const sql = await (connection ??= connect());
    return { rows: textsOf(await sql.unsafe(event.sql, [...event.parameters]).raw()) };
}
