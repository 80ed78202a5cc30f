import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import type { WorkloadDatabase } from "../../database";
import type { WorkloadRounds, WorkloadSize } from "../../size";
import { ingestAndRollUp, underIngest } from "../ingest";
import { type ParameterEffect, timeQuestions } from "./effect";

/** Autovacuum's delay by Aurora's default, in milliseconds. */
const costDelayMs = 5;

/**
 * The parameters of autovacuum.
 *
 * - Its cost limit, by the time of a vacuum of the summary that `roll_up` updates most, after the same ingest.
 * - The vacuum of tables that only grow, by the questions before and after it.
 * - Its workers, by how many are busy at once under ingest if more are allowed than ever needed.
 */
export async function measureVacuum(
    database: WorkloadDatabase,
    size: WorkloadSize,
    { sustainedRows, vacuumWatchMs }: WorkloadRounds,
    say: (detail: string) => void,
): Promise<ParameterEffect[]> {
    const { sql } = database;
    await setAutovacuum(sql, "off");
    const vacuumMs: number[] = [];
    // The first vacuum does not count: it also finds the rows of before.
    for (const limit of ["10000", "200", "1000"]) {
        say(`autovacuum_vacuum_cost_limit ${limit}`);
        await ingestAndRollUp(database, size, sustainedRows[1000]);
        await sql.unsafe(`set vacuum_cost_delay = ${costDelayMs}; set vacuum_cost_limit = ${limit}`);
        const start = performance.now();
        await sql`vacuum experimentation.unit_metrics`;
        vacuumMs.push(performance.now() - start);
        await sql.unsafe("reset vacuum_cost_delay; reset vacuum_cost_limit");
    }
    say("autovacuum_vacuum_insert_scale_factor");
    await timeQuestions(sql);
    const unvacuumed = await timeQuestions(sql);
    for (const table of await monthTables(sql)) await sql.unsafe(`vacuum ${table}`);
    const vacuumed = await timeQuestions(sql);
    say("autovacuum_max_workers");
    await setAutovacuum(sql, "on");
    const workers = await underIngest(database, size, () => mostWorkers(sql, vacuumWatchMs));
    return [
        {
            parameter: "autovacuum_vacuum_cost_limit",
            values: ["200", "1000"],
            measured: "vacuum of unit_metrics after ingest",
            unit: "ms",
            byDefault: vacuumMs.slice(1, 2),
            other: vacuumMs.slice(2),
            verdict: "medium",
        },
        {
            parameter: "autovacuum_vacuum_insert_scale_factor",
            values: ["0.2", "0.05"],
            measured: "all questions, before and after a vacuum of the month tables",
            unit: "ms",
            byDefault: [unvacuumed],
            other: [vacuumed],
            verdict: "not set",
        },
        {
            parameter: "autovacuum_max_workers",
            values: ["3", String(allowedWorkers)],
            measured: "most workers at once under ingest",
            unit: "workers",
            byDefault: [3],
            other: [workers],
            verdict: "not set",
        },
    ];
}

/** More workers than tables grow at once. */
export const allowedWorkers = 8;

async function setAutovacuum(sql: postgres.Sql, value: "on" | "off"): Promise<void> {
    await sql.unsafe(`alter system set autovacuum = ${value}`);
    await sql`select pg_reload_conf()`;
}

async function monthTables(sql: postgres.Sql): Promise<string[]> {
    const rows = await sql<{ name: string }[]>`
        select inhrelid::regclass::text as name from pg_inherits
         where inhparent in ('experimentation.exposures_kept'::regclass, 'experimentation.metric_events_kept'::regclass)`;
    return rows.map(({ name }) => name);
}

/** Looks several times a second. */
async function mostWorkers(sql: postgres.Sql, milliseconds: number): Promise<number> {
    const end = performance.now() + milliseconds;
    let most = 0;
    while (performance.now() < end) {
        const [row] = await sql<{ workers: number }[]>`
            select count(*)::int as workers from pg_stat_activity where backend_type = 'autovacuum worker'`;
        most = Math.max(most, row?.workers ?? 0);
        await delay(100);
    }
    return most;
}
