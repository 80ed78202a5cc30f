import type postgres from "postgres";
import { textProperty } from "../../../../handlers/shared/errors";

/** The answer to a statement that is not refused. */
export const accepted = "accepted";

/** Runs a statement, rolls it back, and returns {@link accepted}, the name of the constraint, or the SQLSTATE. */
export async function answerTo(sql: postgres.Sql, statement: string): Promise<string | undefined> {
    try {
        await sql.unsafe(`begin; ${statement}`);
        return accepted;
    } catch (error) {
        return textProperty(error, "constraint_name") ?? textProperty(error, "code");
    } finally {
        await sql.unsafe("rollback");
    }
}

export function insertAssignment(experiment: number, unit: string, variant: number, at: string): string {
    return `insert into assignments (experiment_id, unit_id, variant_id, assigned_at)
        values (${experiment}, '${unit}', ${variant}, ${at})`;
}

export function insertExposure(experiment: number, unit: string, at: string): string {
    return `insert into exposures (experiment_id, unit_id, exposed_at) values (${experiment}, '${unit}', ${at})`;
}

export function insertEvent(unit: string, value: string, key = "null"): string {
    return `insert into metric_events (unit_id, metric, value, event_key) values ('${unit}', 'sale', ${value}, ${key})`;
}
