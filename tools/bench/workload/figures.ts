import { type Figure, figureOf } from "../figure";
import type { IngestRates } from "./measure/ingest";
import { conversions } from "./questions";
import type { SettingsResult, WorkloadResult } from "./runWorkload";

/** The targets of the issue on questions at size, for 1,000,000 units. */
const targets = {
    conversionsMs: 1000,
    /** Of the same question when the events outside the experiment grow to ten times their number. */
    outside: 1.3,
    /** Half of the rate of the bare inserts is twice their time. */
    ingestTime: 2,
    readMs: 1,
};

/** The figures with a target, under the last settings: production's. */
export function targetFigures({ settings, version2, outside }: WorkloadResult): Figure[] {
    const production = settings.at(-1);
    if (production === undefined) throw new Error("nothing was measured");
    const { underIngest, reads, ingest, sustained } = production;
    const time = { unit: "ms", limit: targets.conversionsMs } as const;
    return [
        figureOf(
            { name: "conversions, warm, beside version 2", ...time },
            warmOf(production, conversions.name),
            version2,
        ),
        figureOf(
            { name: "conversions, ten times the events outside, beside before", unit: "ms", target: targets.outside },
            outside.after,
            outside.before,
        ),
        figureOf(
            { name: "conversions under ingest, beside alone", unit: "ms" },
            underIngest.get(conversions.name) ?? [],
            warmOf(production, conversions.name),
        ),
        ...ingest.map((rates) => ingestFigure(`row in batches of ${rates.rows}, beside bare inserts`, rates)),
        ...sustained.map((rates) =>
            ingestFigure(`row in batches of ${rates.rows} until rolled up, beside bare`, rates),
        ),
        figureOf({ name: "read of an assignment, 99th percentile", unit: "ms", limit: targets.readMs }, [p99(reads)]),
    ];
}

function ingestFigure(name: string, { platform, bare }: IngestRates): Figure {
    const microseconds = (rates: readonly number[]) => rates.map((rate) => 1e6 / rate);
    return figureOf({ name, unit: "µs", target: targets.ingestTime }, microseconds(platform), microseconds(bare));
}

/** The durations of a question with warm memory. */
export function warmOf({ questions }: SettingsResult, name: string): readonly number[] {
    return questions.find((each) => each.name === name)?.warm ?? [];
}

/** The 99th percentile: of 100 samples, one is higher. */
export function p99(samples: readonly number[]): number {
    const sorted = samples.toSorted((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}
