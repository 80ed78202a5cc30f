import type { WorkloadDatabase } from "../../database";
import type { WorkloadRounds, WorkloadSize } from "../../size";
import type { ParameterEffect } from "./effect";
import { measureMemory } from "./memory";
import { measurePlanner } from "./planner";
import { measureStatements } from "./statements";
import { measureVacuum } from "./vacuum";

export type { ParameterEffect } from "./effect";
export { allowedWorkers } from "./vacuum";

/** Measures what single parameters change: those of the tunings, and those that were left out because of it. */
export async function measureParameters(
    database: WorkloadDatabase,
    size: WorkloadSize,
    rounds: WorkloadRounds,
    say: (detail: string) => void,
): Promise<ParameterEffect[]> {
    say("planner");
    const planner = await measurePlanner(database.sql, rounds.ingest);
    say("memory");
    const memory = await measureMemory(database.sql);
    say("pg_stat_statements.max");
    const statements = await measureStatements(database.sql);
    return [...memory, ...(await measureVacuum(database, size, rounds, say)), ...planner, statements];
}
