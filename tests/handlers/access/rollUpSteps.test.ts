import assert from "node:assert/strict";
import type { Step } from "../../../handlers/access/rollUp/statements";
import { repeatSteps } from "../../../handlers/access/rollUp/steps";
import { codedError } from "../../../handlers/shared/errors";

const more: Step = { status: "more", exposures: 1, units: 2, events: 10, asOf: null };
const done: Step = { ...more, status: "done", asOf: "2026-11-27T15:00:00.000Z" };

describe("the steps of a roll-up", () => {
    const realNow = performance.now.bind(performance);
    let now = 0;

    beforeEach(() => {
        now = 0;
        performance.now = () => now;
    });

    afterEach(() => {
        performance.now = realNow;
    });

    it("end when nothing is left, and count what all of them moved", async () => {
        const { result, batches } = await repeat(60_000, 10, more, more, done);

        assert.deepEqual(result, { status: "done", exposures: 3, units: 6, events: 30, asOf: done.asOf });
        assert.equal(batches.length, 3);
    });

    it("double while they are quick, up to 160,000 rows", async () => {
        const { batches } = await repeat(60_000, 999, ...new Array<Step>(6).fill(more), done);

        assert.deepEqual(batches, [10_000, 20_000, 40_000, 80_000, 160_000, 160_000, 160_000]);
    });

    it("keep their size from the first that takes a second", async () => {
        const { batches } = await repeat(60_000, 1000, more, more, done);

        assert.deepEqual(batches, [10_000, 10_000, 10_000]);
    });

    it("end while twice the longest of them is left", async () => {
        const { result, batches } = await repeat(10_000, 3000, more, more, more, done);

        assert.deepEqual(result, { status: "more", exposures: 2, units: 4, events: 20, asOf: null });
        assert.equal(batches.length, 2);
    });

    it("take a first one however little time is left", async () => {
        const { batches } = await repeat(0, 10, more, done);

        assert.deepEqual(batches, [10_000]);
    });

    it("end when another call rolls up", async () => {
        const { result } = await repeat(60_000, 10, more, { ...more, status: "busy" }, done);

        assert.deepEqual(result, { status: "busy", exposures: 2, units: 4, events: 20, asOf: null });
    });

    it("end with the first error", async () => {
        const failing = repeatSteps(() => Promise.reject(codedError("lockTimeout")), {
            ...noDeadline,
            remaining: () => 60_000,
        });

        await assert.rejects(failing, { code: "lockTimeout" });
    });

    /** Repeats steps with these results, each of which takes `stepMs`, with `timeMs` in all. */
    async function repeat(timeMs: number, stepMs: number, ...results: readonly Step[]) {
        const batches: number[] = [];
        const step = (batch: number): Promise<Step> => {
            now += stepMs;
            batches.push(batch);
            return Promise.resolve(results[batches.length - 1] ?? assert.fail("a step too many"));
        };
        const remaining = (): number => Math.max(0, timeMs - now);
        return { result: await repeatSteps(step, { ...noDeadline, remaining }), batches };
    }
});

const noDeadline = {
    signal: new AbortController().signal,
    onExpired: () => () => undefined,
    stop: () => undefined,
};
