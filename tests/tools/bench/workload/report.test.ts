import { deepEqual, equal, match } from "node:assert/strict";
import { toRecord } from "../../../../offline/toRecord";
import { missesTarget } from "../../../../tools/bench/figure";
import { p99, targetFigures } from "../../../../tools/bench/workload/figures";
import { workloadPlot } from "../../../../tools/bench/workload/plot";
import { missesTargets, workloadJson, workloadText } from "../../../../tools/bench/workload/report";
import type { WorkloadResult } from "../../../../tools/bench/workload/runWorkload";
import { sampleResult } from "./result";

describe("the workload's targets", () => {
    it("are met by a result that just reaches each of them, under production's tuning", () => {
        const figures = targetFigures(sampleResult());

        deepEqual(
            figures.map(({ name, ratio }) => [name, ratio]),
            [
                ["conversions, warm, beside version 2", 0.03],
                ["conversions, ten times the events outside, beside before", 1.3],
                ["conversions under ingest, beside alone", 2],
                ["row in batches of 1, beside bare inserts", 2],
                ["row in batches of 1000 until rolled up, beside bare", 2],
                ["read of an assignment, 99th percentile", null],
            ],
        );
        equal(missesTargets(sampleResult()), false);
    });

    const production = (
        result: WorkloadResult,
        change: Partial<WorkloadResult["settings"][number]>,
    ): WorkloadResult => ({
        ...result,
        settings: result.settings.map((each, index) => (index === 1 ? { ...each, ...change } : each)),
    });
    const misses: readonly (readonly [what: string, result: WorkloadResult, figure: string])[] = [
        [
            "a question of more than a second",
            production(sampleResult(), { questions: [{ name: "conversions by variant", cold: [1], warm: [1001] }] }),
            "conversions, warm, beside version 2",
        ],
        [
            "a question that slows down with events outside the experiment",
            { ...sampleResult(), outside: { before: [100], after: [131], addedEvents: 1 } },
            "conversions, ten times the events outside, beside before",
        ],
        [
            "ingest below half of the bare inserts' rate",
            production(sampleResult(), { ingest: [{ rows: 1, bare: [1000], platform: [499] }] }),
            "row in batches of 1, beside bare inserts",
        ],
        [
            "a roll-up that does not keep up with half of it",
            production(sampleResult(), { sustained: [{ rows: 1000, bare: [1000], platform: [499] }] }),
            "row in batches of 1000 until rolled up, beside bare",
        ],
        [
            "one in 99 reads of more than a millisecond",
            production(sampleResult(), { reads: [...Array<number>(98).fill(0.1), 1.01] }),
            "read of an assignment, 99th percentile",
        ],
    ];
    for (const [what, result, figure] of misses) {
        it(`are missed by ${what}`, () => {
            const missed = targetFigures(result).filter(missesTarget);

            deepEqual(
                missed.map(({ name }) => name),
                [figure],
            );
        });
    }
});

describe("p99", () => {
    it("is exceeded by one of 100 samples, in any order", () => {
        const samples = Array.from({ length: 100 }, (_, index) => 100 - index);

        equal(p99(samples), 99);
    });
});

describe("the workload's report", () => {
    it("shows sizes, questions, ingest, parameters and targets, in ratios to Aurora's defaults", () => {
        const text = workloadText(sampleResult());

        match(text, /1,000 units, 3,000 exposures, 10,000 events; seed 1\./);
        match(text, /unit_metrics +1,700 +2\.000 MB +1\.000 MB/);
        match(text, /conversions by variant +400\.0 ms +0\.75/);
        match(text, /conversions by variant, cold +2\.00 +2\.67/);
        match(text, /batches of 1, while rolling up +10,000 \(0\.50\) +10,000 \(0\.50\)/);
        match(text, /random_page_cost +4 +1\.1 +all questions, warm +100\.0 ms +300\.0 ms +3\.00 +not set/);
        match(text, /Every target is met\.\n$/);
    });

    it("leaves out tables of less than a megabyte", () => {
        const text = workloadText(sampleResult());

        equal(text.includes("inboxes"), false);
    });

    it("is one object as JSON, with the samples and the figures", () => {
        const parsed = toRecord(JSON.parse(workloadJson(sampleResult())));

        deepEqual(parsed.version2, [11_000, 9000]);
        deepEqual(parsed.migrations, { 3: 20, 4: 10 });
        equal(Array.isArray(parsed.figures) && parsed.figures.length, 6);
    });
});

describe("the workload's plot", () => {
    it("has a bar for each value within the picture, and colours for both modes", () => {
        const plot = workloadPlot(sampleResult());

        const bars = [...plot.matchAll(/class="(?:baseline|alone|busy)" x="(\d+)" y="[\d.]+" width="(\d+)"/g)];
        equal(bars.length, 5);
        deepEqual(
            bars.filter(([, x = "", width = ""]) => Number(width) < 1 || Number(x) + Number(width) > 840),
            [],
        );
        match(plot, /prefers-color-scheme: dark/);
        match(plot, /^<svg [^>]+viewBox="0 0 840 \d+" role="img">\n<title>/);
    });
});
