import { Client } from "pg";
import { ca } from "./authorities";
import { beginRead, type QueryAnswer, type QueryEvent } from "./query";
import { findDatabase } from "./whereabouts";

/* What the access function does at its first query, written by hand with the other well-known driver. */

let connection: Promise<Client> | undefined;

async function connect(): Promise<Client> {
    const client = new Client({
        ...(await findDatabase()),
        ssl: { ca, rejectUnauthorized: true, minVersion: "TLSv1.2" },
    });
    await client.connect();
    return client;
}

/** Runs one query. */
export async function handler(event: QueryEvent): Promise<QueryAnswer> {
    const client = await (connection ??= connect());
    await client.query(beginRead);
    const { rows } = await client.query<(string | null)[]>({
        text: event.sql,
        values: [...event.parameters],
        rowMode: "array",
        types: { getTypeParser: () => String },
    });
    await client.query("ROLLBACK");
    await client.query("DISCARD ALL");
    return { rows };
}
