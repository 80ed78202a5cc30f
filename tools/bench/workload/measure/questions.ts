import type postgres from "postgres";
import type { WorkloadDatabase } from "../database";
import { type Question, questions } from "../questions";

/** The durations of a question, in milliseconds. */
export interface QuestionTimes {
    readonly name: string;
    /** After a restart: nothing is in the server's memory, and the session is new. */
    readonly cold: readonly number[];
    readonly warm: readonly number[];
}

/** Measures each question after a restart, and then `rounds` times. */
export async function measureQuestions(
    database: WorkloadDatabase,
    rounds: number,
    say: (detail: string) => void,
): Promise<QuestionTimes[]> {
    const times: QuestionTimes[] = [];
    for (const question of questions) {
        say(question.name);
        await database.restart();
        const cold = [await timeQuestion(database.sql, question)];
        times.push({ name: question.name, cold, warm: await timeWarm(database.sql, question, rounds) });
    }
    return times;
}

/** Times a question `rounds` times, after one run that does not count. */
export async function timeWarm(sql: postgres.Sql, question: Question, rounds: number): Promise<number[]> {
    await timeQuestion(sql, question);
    const times: number[] = [];
    while (times.length < rounds) times.push(await timeQuestion(sql, question));
    return times;
}

/**
 * Times a question once.
 *
 * @throws if it has no result.
 */
export async function timeQuestion(sql: postgres.Sql, { name, sql: text }: Question): Promise<number> {
    const start = performance.now();
    const rows = await sql.unsafe(text);
    const duration = performance.now() - start;
    if (rows.length === 0) throw new Error(`the question "${name}" has no result`);
    return duration;
}
