import type postgres from "postgres";
import { type Master, roleRefused } from "./master";
import { runStatements } from "./statements";

/**
 * Sets a login's password to a SCRAM verifier, and keeps the verifier out of the server's log and of
 * `pg_stat_statements`. Call it in a transaction of the master.
 *
 * The verifier is sent as a parameter, and the server itself composes the statement that sets it. If that statement
 * failed, the server would log it as the error's context. So the block raises the error again, with its SQLSTATE but
 * without the statement. A terminated session cannot do that, so the statement must not wait: the ALTER before it takes
 * all locks that it needs.
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
