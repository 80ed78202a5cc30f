import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { projectFolder } from "../../../offline/runProgram";
import { type AccessAnswer, callAccessOk, type LocalPlatform } from "../platform/platform";
import type { Application } from "./application";

/** The experiment of the tour. */
export const experimentKey = "checkout-button";
const metric = "purchase";

/** For each variant: how many of the units that saw it converted afterwards. */
export const conversionsByVariant = readFileSync(
    join(projectFolder, "examples/application/conversions.sql"),
    "utf8",
).trim();

/** Units in the tour. */
export const units: readonly string[] = Array.from({ length: 200 }, (_, index) => `user-${index + 1}`);

/** Units that visit concurrently. */
const visitors = 5;

/** The requests that were sent to the application. */
export interface Visits {
    readonly requests: number;
    readonly purchases: number;
}

/** Lets every unit visit: it is assigned, sees its variant, and buys or does not. */
export async function visit(application: Application): Promise<Visits> {
    await application.define(experimentKey, "Which checkout button sells");
    let purchases = 0;
    const waiting = units.entries();
    const visitor = async (): Promise<void> => {
        for (const [index, unit] of waiting) {
            const variant = await application.assign(experimentKey, unit);
            await application.expose(experimentKey, unit);
            // Of ten units, two buy with the control and four with the green variant.
            if (index % 10 < (variant === "green" ? 4 : 2)) {
                await application.record(unit, metric, 19.9);
                purchases++;
            }
        }
    };
    await Promise.all(Array.from({ length: visitors }, visitor));
    return { requests: 1 + 2 * units.length + purchases, purchases };
}

/** Time-out for replication to the readers, in milliseconds. */
const lagLimitMs = 2000;

/**
 * Waits until the reader endpoint shows all visits.
 *
 * @returns how long that took, in milliseconds
 * @throws if it takes more than two seconds.
 */
export async function waitForReader(platform: LocalPlatform, { purchases }: Visits): Promise<number> {
    const start = performance.now();
    const sql = `select (select count(*) from experimentation.exposures), (select count(*) from experimentation.metric_events)`;
    const expected = JSON.stringify([[String(units.length), String(purchases)]]);
    while (performance.now() - start < lagLimitMs) {
        const answer = await callAccessOk(platform, { action: "query", sql });
        if (JSON.stringify(answer.rows) === expected) {
            return Math.round(performance.now() - start);
        }
        await delay(5);
    }
    throw new Error(`the reader endpoint did not show the experiment within ${lagLimitMs} ms of its commit`);
}

/**
 * Queries the conversions through the access function, at the readers, and through the application, at the writer.
 *
 * @returns the access function's response
 * @throws if the two differ.
 */
export async function conversions(platform: LocalPlatform, application: Application): Promise<AccessAnswer> {
    const answer = await callAccessOk(platform, {
        action: "query",
        sql: conversionsByVariant,
        parameters: [experimentKey, metric],
    });
    const asked = await application.ask(experimentKey, metric);
    const rows = asked.map(({ variant, control, units: seen, conversions: converted, percent }) => [
        String(variant),
        control === true ? "t" : "f",
        String(seen),
        String(converted),
        Number(percent).toFixed(2),
    ]);
    if (JSON.stringify(rows) !== JSON.stringify(answer.rows)) {
        throw new Error(
            `the application counts ${JSON.stringify(rows)}, and the access function ${JSON.stringify(answer.rows)}`,
        );
    }
    return answer;
}
