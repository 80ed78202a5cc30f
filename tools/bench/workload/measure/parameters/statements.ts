import type postgres from "postgres";
import { questions } from "../../questions";
import { timeQuestion } from "../questions";
import type { ParameterEffect } from "./effect";

/** Different ad hoc statements: more than `pg_stat_statements.max` by default. */
const adHoc = 6000;
/** Calls of each question before them. The extension drops the statements with the fewest calls. */
const calls = 3;

/**
 * `pg_stat_statements.max`: how many of the platform's questions the extension still has after thousands of ad hoc
 * statements, each run once.
 */
export async function measureStatements(sql: postgres.Sql): Promise<ParameterEffect> {
    await sql.unsafe("create extension if not exists pg_stat_statements; select pg_stat_statements_reset()");
    for (const question of questions) {
        for (let call = 0; call < calls; call++) await timeQuestion(sql, question);
    }
    for (let number = 0; number < adHoc; number++) await sql.unsafe(`select 1${operators(number)} as sum`);
    const [row] = await sql<{ kept: number }[]>`
        select count(*)::int as kept from pg_stat_statements
         where query like 'select * from experimentation.%' and calls >= ${calls}`;
    return {
        parameter: "pg_stat_statements.max",
        values: ["5000", "10000"],
        measured: `the ${questions.length} questions left after ${adHoc} other statements`,
        unit: "statements",
        byDefault: [row?.kept ?? 0],
        other: [questions.length],
        verdict: "not set",
    };
}

/** A different sequence of operators for each number, because statements that differ in constants count as the same. */
function operators(number: number): string {
    return Array.from(number.toString(2), (digit) => (digit === "0" ? " + 1" : " - 1")).join("");
}
