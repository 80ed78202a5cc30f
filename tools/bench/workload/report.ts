import { table } from "../../cli/table";
import { foldLines, unlimited } from "../../cli/width";
import { missesTarget } from "../figure";
import { numberText, textReport } from "../report";
import { distributionOf } from "../statistics";
import { p99, targetFigures, warmOf } from "./figures";
import type { SettingsResult, WorkloadResult } from "./runWorkload";
import { instanceClass } from "./settings";

/** Whether a target is missed. */
export function missesTargets(result: WorkloadResult): boolean {
    return targetFigures(result).some(missesTarget);
}

/** The result as JSON. */
export function workloadJson(result: WorkloadResult): string {
    const plain = (_key: string, value: unknown): unknown =>
        value instanceof Map ? Object.fromEntries<unknown>(value) : value;
    return `${JSON.stringify({ ...result, figures: targetFigures(result) }, plain, 1)}\n`;
}

/**
 * The result as tables, the targets last.
 *
 * @param width how many columns the lines may have. Default: as many as they need.
 */
export function workloadText(result: WorkloadResult, width = unlimited): string {
    const { size, migrations, firstRollUpMs, outside } = result;
    const parts: readonly (readonly [title: string, heads: string[], rows: string[][]])[] = [
        ["Size on disk", ["table", "rows", "heap", "indexes"], storageRows(result)],
        ["Questions with warm memory", headsOf(result), questionRows(result)],
        ["Cold, after a restart; and under ingest: by the time with warm memory", headsOf(result), loadRows(result)],
        ["Ingest beside bare inserts: rows a second, and their ratio", headsOf(result), ingestRows(result)],
        [
            "Parameters",
            ["parameter", "default", "other", "measured", "by default", "other", "ratio", "tuning"],
            parameterRows(result),
        ],
    ];
    const texts = parts.map(([title, heads, rows]) => `${title}\n\n${table(heads, rows, width)}\n`);
    const migrated = [...migrations].map(([version, ms]) => `migration ${version}: ${numberText(ms)} ms`);
    const notes = [
        `${count(size.units)} units, ${count(size.exposures)} exposures, ${count(size.events)} events; seed ${size.seed}.`,
        `Memory settings for ${instanceClass}. ${migrated.join(", ")}; first roll-up: ${numberText(firstRollUpMs / 1000)} s.`,
        `Events added outside the experiment: ${count(outside.addedEvents)}.`,
    ];
    return `\n${notes.map((note) => `${foldLines(note, width)}\n`).join("")}\n${texts.join("\n")}\nTargets\n${textReport(targetFigures(result), width)}`;
}

const headsOf = ({ settings }: WorkloadResult): string[] => ["", ...settings.map(({ name }) => name)];

function storageRows({ storage }: WorkloadResult): string[][] {
    return storage
        .filter(({ heapBytes, indexBytes }) => heapBytes + indexBytes > 1e6)
        .map(({ name, rows, heapBytes, indexBytes }) => [
            name,
            count(rows),
            megabytes(heapBytes),
            megabytes(indexBytes),
        ]);
}

/** The first column in milliseconds, the others as ratios to it. */
function questionRows({ settings, version2 }: WorkloadResult): string[][] {
    const [defaults] = settings;
    const rows = (defaults?.questions ?? []).map(({ name }) => [
        name,
        ...ratiosToFirst(settings.map((each) => median(warmOf(each, name)))),
    ]);
    const reads = ratiosToFirst(settings.map((each) => p99(each.reads)));
    return [
        ["version 2's conversions", `${numberText(median(version2))} ms`, ...settings.slice(1).map(() => "")],
        ...rows,
        ["read of an assignment, p99", ...reads],
    ];
}

function loadRows({ settings }: WorkloadResult): string[][] {
    const questions = settings[0]?.questions ?? [];
    const row = (label: string, value: (each: SettingsResult) => number) => [
        label,
        ...settings.map((each) => value(each).toFixed(2)),
    ];
    const reads = row(
        "read of an assignment, p99, under ingest",
        (each) => p99(each.readsUnderIngest) / p99(each.reads),
    );
    return [
        ...questions.flatMap(({ name }, index) => [
            row(`${name}, cold`, (each) => median(each.questions[index]?.cold ?? []) / median(warmOf(each, name))),
            row(
                `${name}, under ingest`,
                (each) => median(each.underIngest.get(name) ?? []) / median(warmOf(each, name)),
            ),
        ]),
        reads,
    ];
}

function ingestRows({ settings }: WorkloadResult): string[][] {
    const kinds = [
        ...(settings[0]?.ingest ?? []).map(({ rows }, index) => ({
            label: `batches of ${rows}, while rolling up`,
            rates: (each: SettingsResult) => each.ingest[index],
        })),
        ...(settings[0]?.sustained ?? []).map(({ rows }, index) => ({
            label: `batches of ${rows}, until rolled up`,
            rates: (each: SettingsResult) => each.sustained[index],
        })),
    ];
    return kinds.map(({ label, rates }) => [
        label,
        ...settings.map((each) => {
            const { bare = [], platform = [] } = rates(each) ?? {};
            const rate = median(platform);
            return `${count(Math.round(rate))} (${(rate / median(bare)).toFixed(2)})`;
        }),
    ]);
}

function parameterRows({ parameters }: WorkloadResult): string[][] {
    return parameters.map(({ parameter, values, measured, unit, byDefault, other, verdict }) => {
        const [before, after] = [median(byDefault), median(other)];
        const ratio = before === 0 ? "" : (after / before).toFixed(2);
        return [
            parameter,
            ...values,
            measured,
            `${numberText(before)} ${unit}`,
            `${numberText(after)} ${unit}`,
            ratio,
            verdict,
        ];
    });
}

function ratiosToFirst(values: readonly number[]): string[] {
    const [first = Number.NaN] = values;
    return values.map((value, index) => (index === 0 ? `${numberText(value)} ms` : (value / first).toFixed(2)));
}

const median = (samples: readonly number[]): number => distributionOf(samples).median;

const count = (value: number): string => value.toLocaleString("en-US");

const megabytes = (bytes: number): string => `${numberText(bytes / 1e6)} MB`;
