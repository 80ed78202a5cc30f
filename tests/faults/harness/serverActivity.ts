import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";

/** The statements of login roles that run on a server. Excludes sessions that wait for their client. */
export async function runningStatements(sql: postgres.Sql): Promise<string[]> {
    const rows = await sql<{ query: string }[]>`
        select query from pg_stat_activity
         where backend_type = 'client backend' and usename <> current_user
           and state <> 'idle' and wait_event is distinct from 'ClientRead'`;
    return rows.map(({ query }) => query);
}

/** The number of the functions' connections to a server. */
export async function countConnections(sql: postgres.Sql): Promise<number> {
    const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from pg_stat_activity
         where application_name like 'experimentation-access-%' or application_name like 'experimentation-rotation-%'`;
    return row?.count ?? 0;
}

/** Reads a value until it is settled, for at most `milliseconds`. Returns the last value. */
export async function settle<T>(
    read: () => Promise<T>,
    isSettled: (value: T) => boolean,
    milliseconds: number,
): Promise<T> {
    const end = performance.now() + milliseconds;
    for (;;) {
        const value = await read();
        if (isSettled(value) || performance.now() > end) return value;
        await sleep(20);
    }
}
