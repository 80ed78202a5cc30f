import type { WorkloadResult } from "../../../../tools/bench/workload/runWorkload";
import { sizeOf } from "../../../../tools/bench/workload/size";

/** A result that meets every target, with two sets of parameters. */
export function sampleResult(): WorkloadResult {
    const settings = (["Aurora's defaults", "optimized"] as const).map((name, index) => ({
        name,
        questions: [{ name: "conversions by variant", cold: [800], warm: [400 - 100 * index] }],
        underIngest: new Map([["conversions by variant", [600]]]),
        reads: Array.from({ length: 100 }, (_, read) => (read === 99 ? 5 : 0.1 + read / 1000)),
        readsUnderIngest: [0.5],
        ingest: [{ rows: 1, bare: [20_000], platform: [15_000, 10_000, 5000] }],
        sustained: [{ rows: 1000, bare: [100_000], platform: [50_000] }],
    }));
    return {
        size: sizeOf(1000, 1),
        version2: [11_000, 9000],
        migrations: new Map([
            [3, 20],
            [4, 10],
        ]),
        firstRollUpMs: 2000,
        storage: [
            { name: "unit_metrics", rows: 1700, heapBytes: 2e6, indexBytes: 1e6 },
            { name: "inboxes", rows: 2, heapBytes: 8192, indexBytes: 16_384 },
        ],
        settings,
        outside: { before: [300], after: [390], addedEvents: 45_000 },
        parameters: [
            {
                parameter: "random_page_cost",
                values: ["4", "1.1"],
                measured: "all questions, warm",
                unit: "ms",
                byDefault: [100],
                other: [300],
                verdict: "not set",
            },
        ],
    };
}
