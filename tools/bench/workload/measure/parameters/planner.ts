import type postgres from "postgres";
import { type ParameterEffect, timeQuestions } from "./effect";

/** The planner's costs and statistics, by their effect on the questions: alternately with both values. */
export async function measurePlanner(sql: postgres.Sql, rounds: number): Promise<ParameterEffect[]> {
    const pageCost = await alternate(rounds, ["4", "1.1"], async (value) => {
        await sql.unsafe(`set random_page_cost = ${value}`);
        return [await timeQuestions(sql)];
    });
    await sql`reset random_page_cost`;
    const target = await alternate(rounds, ["100", "250"], async (value) => {
        await sql.unsafe(`set default_statistics_target = ${value}`);
        const start = performance.now();
        await sql`analyze`;
        return [performance.now() - start, await timeQuestions(sql)];
    });
    await sql`reset default_statistics_target`;
    await sql`analyze`;
    const statistics = {
        parameter: "default_statistics_target",
        values: ["100", "250"],
        unit: "ms",
        verdict: "not set",
    } as const;
    return [
        {
            parameter: "random_page_cost",
            values: ["4", "1.1"],
            measured: "all questions, warm",
            unit: "ms",
            ...pairOf(pageCost, 0),
            verdict: "not set",
        },
        { ...statistics, measured: "analyze", ...pairOf(target, 0) },
        { ...statistics, measured: "all questions, warm", ...pairOf(target, 1) },
    ];
}

type Samples = readonly (readonly number[])[];

/** Measures with both values in each round. Returns the samples of each value. */
async function alternate(
    rounds: number,
    [byDefault, other]: readonly [string, string],
    measure: (value: string) => Promise<readonly number[]>,
): Promise<readonly [Samples, Samples]> {
    const samples: [(readonly number[])[], (readonly number[])[]] = [[], []];
    await measure(byDefault);
    for (let round = 0; round < rounds; round++) {
        samples[0].push(await measure(byDefault));
        samples[1].push(await measure(other));
    }
    return samples;
}

function pairOf([byDefault, other]: readonly [Samples, Samples], index: number) {
    const column = (samples: Samples) => samples.map((sample) => sample[index] ?? Number.NaN);
    return { byDefault: column(byDefault), other: column(other) };
}
