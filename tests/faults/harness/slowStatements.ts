import { setTimeout as sleep } from "node:timers/promises";
import { freeze } from "./freeze";
import type { World } from "./world";

/** A read that takes 0.8 s. */
export const slowRead = { action: "query", sql: "select pg_sleep(0.8)" };
/** A write that takes 0.8 s. */
export const slowWrite = {
    action: "query",
    sql: "with slept as materialized (select pg_sleep(0.8)) insert into experimentation.faults select 'slow' from slept",
    target: "writer",
};

/** A write whose commit takes one second, because a deferred constraint trigger sleeps. */
export const slowCommit = {
    action: "query",
    sql: "insert into experimentation.faults values ('commit')",
    target: "writer",
};

/** Creates the table that the writes need, and the trigger of the slow commit. */
export async function createFaultsTable({ sql }: World): Promise<void> {
    await sql.unsafe(`
        create table experimentation.faults (name text);
        grant insert, select on experimentation.faults to experimentation_writer;
        create function experimentation.sleep_once() returns trigger language plpgsql as
            $$ begin if new.name = 'commit' then perform pg_sleep(1); end if; return null; end $$;
        create constraint trigger slow after insert on experimentation.faults
            deferrable initially deferred for each row execute function experimentation.sleep_once()`);
}

/** Removes the table and the trigger. */
export async function dropFaultsTable({ sql }: World): Promise<void> {
    await sql.unsafe("drop table experimentation.faults; drop function experimentation.sleep_once()");
}

/** Injects a fault while a statement of 0.8 s runs. */
export function duringStatement(fault: (world: World) => void): (world: World) => Promise<void> {
    return async (world) => {
        await sleep(400);
        fault(world);
    };
}

/** Injects a fault while the server runs COMMIT. */
export function duringCommit(fault: (world: World) => void): (world: World) => Promise<void> {
    return async (world) => {
        for (let waited = 0; waited < 2000; waited += 10) {
            const rows = await world.sql`select 1 from pg_stat_activity where query = 'COMMIT' and state = 'active'`;
            if (rows.length > 0) break;
            await sleep(10);
        }
        fault(world);
    };
}

/** Kills a backend: the server then ends all others, and recovers from its write-ahead log. */
export async function crash({ sql }: World): Promise<void> {
    const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    process.kill(row?.pid ?? 0, "SIGKILL");
    await sleep(20);
}

/** Injects a fault while the process of the access function is frozen. */
export async function whileFrozen({ access }: World, fault: () => void): Promise<void> {
    const thaw = freeze(access);
    fault();
    await sleep(50);
    thaw();
}
