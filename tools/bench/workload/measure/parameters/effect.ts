import type postgres from "postgres";
import { questions } from "../../questions";
import { timeQuestion } from "../questions";

/** What another value of a parameter changes. */
export interface ParameterEffect {
    readonly parameter: string;
    /** Aurora's default and the other value. */
    readonly values: readonly [byDefault: string, other: string];
    readonly measured: string;
    readonly unit: "ms" | "MB" | "workers" | "statements";
    readonly byDefault: readonly number[];
    readonly other: readonly number[];
    /** What follows for the tunings. */
    readonly verdict: string;
}

/** Times all questions once with warm memory. Returns the sum in milliseconds. */
export async function timeQuestions(sql: postgres.Sql): Promise<number> {
    let sum = 0;
    for (const question of questions) sum += await timeQuestion(sql, question);
    return sum;
}
