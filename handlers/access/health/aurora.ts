import type postgres from "postgres";
import { textProperty } from "../../shared/errors";

/** Aurora's own facts about the instance of a session. */
export interface AuroraFacts {
    /** Aurora's own version, `15.18.1` for instance. */
    readonly version: string;
    /** The instance's identifier. */
    readonly instance: string;
    /** How far this reader is behind its writer. Null on the writer. Milliseconds. */
    readonly replicaLagMs: number | null;
}

/** Reads Aurora's facts. Returns undefined on a plain PostgreSQL, which does not have these functions (42883). */
export async function readAuroraFacts(sql: postgres.Sql): Promise<AuroraFacts | undefined> {
    // No catalogue of Aurora lists `aurora_version`, so only a call shows whether it exists.
    const rows = await unlessRefused(
        sql,
        "42883",
        () => sql<{ version: string; instance: string; lag: string | null }[]>`
            select aurora_version() as version, aurora_db_instance_identifier() as instance,
                (select replica_lag_in_msec::text from aurora_replica_status()
                  where server_id = aurora_db_instance_identifier() and session_id <> 'MASTER_SESSION_ID') as lag`,
    );
    const row = rows?.[0];
    return row && { version: row.version, instance: row.instance, replicaLagMs: numberOrNull(row.lag) };
}

/**
 * Reads how far a plain PostgreSQL standby is behind, in milliseconds. Returns null on a primary, and on a server that
 * does not support the functions (0A000, as Aurora).
 */
export async function readStandbyLag(sql: postgres.Sql): Promise<number | null> {
    const rows = await unlessRefused(
        sql,
        "0A000",
        // A standby that has replayed everything it received has no lag, even if its last transaction is old.
        () => sql<{ lag: string | null }[]>`
            select (case when not pg_is_in_recovery() then null
                when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
                else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000 end)::text as lag`,
    );
    return numberOrNull(rows?.[0]?.lag ?? null);
}

/**
 * Runs a query in the current transaction. Returns undefined, and keeps the transaction, if the query fails with
 * `code`.
 */
async function unlessRefused<T>(
    sql: postgres.Sql,
    code: string,
    runQuery: () => PromiseLike<T>,
): Promise<T | undefined> {
    await sql.unsafe("SAVEPOINT question");
    try {
        return await runQuery();
    } catch (error) {
        if (textProperty(error, "code") !== code) {
            throw error;
        }
        await sql.unsafe("ROLLBACK TO SAVEPOINT question");
        return undefined;
    }
}

function numberOrNull(text: string | null): number | null {
    return text === null ? null : Number(text);
}
