import type postgres from "postgres";
import { toRecord } from "../../../../offline/toRecord";

/** Runs a statement and returns the JSON of EXPLAIN, with the buffers and without the time of each node. */
export async function explain(sql: postgres.Sql, statement: string): Promise<Record<string, unknown>> {
    const rows = await sql.unsafe(`explain (analyze, buffers, timing off, format json) ${statement}`);
    const plans: unknown = rows[0]?.["QUERY PLAN"];
    return toRecord(Array.isArray(plans) ? plans[0] : undefined);
}
