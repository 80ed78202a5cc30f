import type postgres from "postgres";
import { roleRefused, type Master } from "./master";
import { mend } from "./mend";

/**
 * Sets a login's password to a SCRAM verifier that neither the server's log nor `pg_stat_statements` gets to hold. To be
 * run in a transaction by the master.
 *
 * The verifier travels as a parameter, and the server itself makes the statement that sets it. Where that statement
 * fails, the server would log it as the error's context, so the error is raised anew, with its SQLSTATE and without
 * context. A terminated session cannot do that. It never waits with the verifier in its hands, because the first ALTER
 * takes every lock that the second needs.
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
    await mend(sql, statements, () => roleRefused(master, username));
}
