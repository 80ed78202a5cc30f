import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { loginKinds } from "../../../handlers/shared/loginKinds";
import { callAccessOk, rotate } from "../../../tools/local/platform/platform";
import type { LoggingPlatform } from "./databaseLog";

/** A login that may connect. */
export const guest = { username: "guest", password: "guest" };

/** One that may not: it has all the connections that it may have. */
export const crowded = { username: "crowded", password: "crowded" };

/** Connects, and is refused with this code. */
export async function attempt(
    { connect }: LoggingPlatform,
    changes: postgres.Options<Record<string, never>>,
    code: string,
): Promise<void> {
    const sql = connect(changes);
    try {
        await failing(sql`SELECT 1`, code);
    } finally {
        await sql.end({ timeout: 1 });
    }
}

/** Waits for a statement that fails with this code. */
export async function failing(statement: Promise<unknown>, code: string): Promise<void> {
    await assert.rejects(statement, { code });
}

/** Does the same once more. */
export async function twice(action: () => Promise<unknown>): Promise<void> {
    await action();
    await action();
}

/** A statement in a session of its own. */
export async function session({ connect }: LoggingPlatform, statement: string): Promise<void> {
    const sql = connect(guest);
    await sql.unsafe(statement);
    await sql.end({ timeout: 1 });
}

/** Ends a session as an administrator does, while it works. */
export async function endSession({ connect, superuser }: LoggingPlatform): Promise<void> {
    const sql = connect(guest);
    const [{ pid } = { pid: 0 }] = await sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    const statement = assert.rejects(sql`SELECT pg_sleep(20)`);
    await superuser`SELECT pg_terminate_backend(${pid}, 5000)`;
    await statement;
    await sql.end({ timeout: 1 });
}

/** A transaction in which nothing happens for longer than it may. */
export async function waitTooLong({ connect }: LoggingPlatform): Promise<void> {
    const sql = connect(guest);
    await sql`SET idle_in_transaction_session_timeout = '50ms'`;
    await assert.rejects(
        sql.begin(async (transaction) => {
            await transaction`SELECT 1`;
            await delay(200);
            await transaction`SELECT 2`;
        }),
    );
    await sql.end({ timeout: 1 });
}

/** Rotates every secret once. */
export async function rotateAll({ local }: LoggingPlatform): Promise<void> {
    for (const kind of loginKinds) {
        await rotate(local, kind);
    }
}

/** Migrates the schema and checks the health, by the access function. */
export async function useAccess({ local }: LoggingPlatform): Promise<void> {
    await callAccessOk(local, { action: "createSchema" });
    await callAccessOk(local, { action: "healthCheck" });
}

/** Two statements whose logged text looks like an error: one succeeds, one fails. */
export async function speakOfErrors({ superuser }: LoggingPlatform): Promise<void> {
    await superuser.unsafe("COMMENT ON SCHEMA public IS 'FATAL:  no pg_hba.conf entry, PANIC:  x'");
    await failing(superuser.unsafe("SELECT 'FATAL:  password authentication failed' / 2"), "22P02");
}
