import { setTimeout as delay } from "node:timers/promises";
import { type AccessAnswer, callAccessOk, type LocalPlatform } from "../platform/platform";
import { rowsOf } from "../platform/rowsOf";
import type { Application } from "./application";
import { experimentKey, metrics, type Visits } from "./experiment";

/** A statement with its result. */
export interface Answered {
    readonly sql: string;
    readonly answer: AccessAnswer;
}

/** The questions of the tour, by the function of the schema that answers each. */
export type Questions = Readonly<Record<keyof typeof statements, Answered>>;

const statements = {
    conversions: questionOf("conversions", experimentKey, metrics.purchase),
    means: questionOf("means", experimentKey, metrics.minutes),
    cuped: questionOf("cuped", experimentKey, metrics.minutes),
    guardRails: questionOf("guard_rails", experimentKey),
    sampleRatio: questionOf("sample_ratio", experimentKey),
    exposures: `select * from experimentation.exposures_over_time('${experimentKey}', '5 seconds')`,
} as const;

function questionOf(name: string, ...values: readonly string[]): string {
    return `select * from experimentation.${name}(${values.map((value) => `'${value}'`).join(", ")})`;
}

/** Time-out for replication to the readers, in milliseconds. */
const lagLimitMs = 2000;

/**
 * Waits until the reader endpoint shows all visits in the summaries.
 *
 * @returns how long that took, in milliseconds
 * @throws if it takes more than two seconds.
 */
export async function waitForReader(platform: LocalPlatform, { exposures, events }: Visits): Promise<number> {
    const start = performance.now();
    const sql = `select (select count(*) from experimentation.first_exposures),
        (select sum(events) from experimentation.unit_metrics)`;
    const expected = JSON.stringify([[String(exposures), String(events)]]);
    while (performance.now() - start < lagLimitMs) {
        const answer = await callAccessOk(platform, { action: "query", sql });
        if (JSON.stringify(answer.rows) === expected) {
            return Math.round(performance.now() - start);
        }
        await delay(5);
    }
    throw new Error(`the reader endpoint did not show the experiment within ${lagLimitMs} ms of the roll-up`);
}

/**
 * Asks all questions through the access function, at the readers.
 *
 * @throws if the application, which asks at the writer, has other conversions.
 */
export async function askQuestions(platform: LocalPlatform, application: Application): Promise<Questions> {
    const ask = async (sql: string): Promise<Answered> => ({
        sql,
        answer: await callAccessOk(platform, { action: "query", sql }),
    });
    const conversions = await ask(statements.conversions);
    const counted = rowsOf(conversions.answer).map((row) => [row.variant, Number(row.units), Number(row.conversions)]);
    const asked = await application.ask(experimentKey, metrics.purchase);
    const inApplication = asked.map((row) => [row.variant, row.units, row.conversions]);
    if (JSON.stringify(inApplication) !== JSON.stringify(counted)) {
        const [one, other] = [inApplication, counted].map((each) => JSON.stringify(each));
        throw new Error(`the application counts ${one}, and the access function ${other}`);
    }
    return {
        conversions,
        means: await ask(statements.means),
        cuped: await ask(statements.cuped),
        guardRails: await ask(statements.guardRails),
        sampleRatio: await ask(statements.sampleRatio),
        exposures: await ask(statements.exposures),
    };
}
