import type postgres from "postgres";
import { type Master, roleRefused } from "./master";
import { runStatements } from "./statements";

/**
 * Sets a login's password to a SCRAM verifier, and keeps that out of the server's log and of `pg_stat_statements`. To be
 * run in a transaction by the master.
 *
 * The verifier travels as a parameter, and the server itself makes the statement that sets it. Where that statement
 * fails, the server logs it as the error's context. So the block raises the error again, with its SQLSTATE and without
 * the statement. A terminated session cannot do that, so the statement never waits: the ALTER before it takes every lock
 * that it needs.
 */
export async function setPassword(
    sql: postgres.Sql,
    master: Master,
    username: string,
    verifier: string,
): Promise<void> {
    await sql`select set_config('experimentation.verifier', ${verifier}, true)`;
    const statements = [
        `DO $$ BEGIN
            ALTER ROLE ${username} LOGIN;
            EXECUTE format('ALTER ROLE ${username} PASSWORD %L', current_setting('experimentation.verifier'));
        EXCEPTION WHEN query_canceled OR OTHERS THEN
            RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = 'the password was not set';
        END $$`,
        "SET LOCAL experimentation.verifier = ''",
    ];
    await runStatements(sql, statements, () => roleRefused(master, username));
}
