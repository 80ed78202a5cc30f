import type { Application } from "./application";

/** The experiment of the tour. */
export const experimentKey = "checkout-button";

/** Its metrics: a purchase in dollars, and the minutes of a visit. */
export const metrics = { purchase: "purchase", minutes: "minutes" } as const;

/** Units in the tour. */
export const units: readonly string[] = Array.from({ length: 200 }, (_, index) => `user-${index + 1}`);

/** Units that visit concurrently. */
const visitors = 5;

/** The requests that were sent to the application. */
export interface Visits {
    readonly requests: number;
    readonly exposures: number;
    /** The events that occurred after the exposure of their unit. */
    readonly events: number;
}

/**
 * Lets every unit visit: it is assigned, sees its variant, stays for some minutes, and buys or does not. The minutes of
 * its visit a week before are recorded too.
 */
export async function visit(application: Application): Promise<Visits> {
    const guardRail = { metric: metrics.minutes, worseWhen: "lower", margin: 0.05 } as const;
    await application.define(experimentKey, "Which checkout button sells", [guardRail]);
    const weekBefore = new Date(Date.now() - 7 * 24 * 3600 * 1000);
    let purchases = 0;
    const waiting = units.entries();
    const visitor = async (): Promise<void> => {
        for (const [index, unit] of waiting) {
            const variant = await application.assign(experimentKey, unit);
            await application.record(unit, metrics.minutes, minutesOf(index, index * 71), weekBefore);
            await application.expose(experimentKey, unit);
            const longer = variant === "green" ? 1 : 0;
            await application.record(unit, metrics.minutes, minutesOf(index, index * 53) + longer);
            // Of ten units, two buy with the control and four with the green variant.
            if (index % 10 < (variant === "green" ? 4 : 2)) {
                await application.record(unit, metrics.purchase, 19.9);
                purchases++;
            }
        }
    };
    await Promise.all(Array.from({ length: visitors }, visitor));
    return { requests: 1 + 4 * units.length + purchases, exposures: units.length, events: units.length + purchases };
}

/**
 * The minutes of a visit: 5 to 25 by the unit, and up to 4 more by the visit. The same in each run, and whole, so that
 * its results are the same too.
 */
function minutesOf(index: number, visitSeed: number): number {
    return 5 + ((index * 37) % 21) + (visitSeed % 5);
}
