import type { Deadline } from "../../shared/deadline";
import type { Step } from "./statements";

/** Rows of the first step. Few, so that it ends in time on a small or busy instance. */
const firstBatch = 10_000;

/** Rows of the largest step. More would make a step slower, but not faster per row. */
const largestBatch = 160_000;

/** After a step that took less, the next one is twice as large. Milliseconds. */
const quickStep = 1000;

/** Repeats `step` while more is left and the time suffices for one more. Adds up what all of them did. */
export async function repeatSteps(step: (batch: number) => Promise<Step>, deadline: Deadline): Promise<Step> {
    const total = { exposures: 0, units: 0, events: 0 };
    let longest = 0;
    let batch = firstBatch;
    for (;;) {
        const start = performance.now();
        const result = await step(batch);
        const duration = performance.now() - start;
        total.exposures += result.exposures;
        total.units += result.units;
        total.events += result.events;
        longest = Math.max(longest, duration);
        // The next step may be twice as large as the longest.
        if (result.status !== "more" || deadline.remaining() < 2 * longest) {
            return { ...result, ...total };
        }
        batch = duration < quickStep ? Math.min(batch * 2, largestBatch) : batch;
    }
}
