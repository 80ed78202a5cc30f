import { numberText } from "../report";
import { distributionOf } from "../statistics";
import type { WorkloadResult } from "./runWorkload";

/** One row of the plot. */
interface Row {
    readonly label: string;
    readonly bars: readonly { readonly kind: "baseline" | "alone" | "busy"; readonly value: number }[];
    readonly text: string;
}

/** Part of the plot with an axis of its own. */
interface Panel {
    readonly title: string;
    readonly rows: readonly Row[];
    /** Returns a value's place on the axis, from 0 to 1. */
    readonly place: (value: number) => number;
    /** A value with a line across all rows. */
    readonly mark: { readonly value: number; readonly text: string };
}

const width = 840;
const left = 230;
const right = 690;
const rowHeight = 30;
const headHeight = 56;

/** Draws the questions and the ingest of production's tuning as SVG, readable in light and dark mode. */
export function workloadPlot(result: WorkloadResult): string {
    const panels = [questionPanel(result), ingestPanel(result)];
    const heights = panels.map(({ rows }) => headHeight + rows.length * rowHeight + 22);
    const height = heights.reduce((sum, each) => sum + each, 30);
    const drawn = panels.map((panel, index) =>
        drawPanel(
            panel,
            heights.slice(0, index).reduce((sum, each) => sum + each, 0),
        ),
    );
    const { units, exposures, events } = result.size;
    const data = `${count(units)} units, ${count(exposures)} exposures, ${count(events)} metric events`;
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
        `<title>Questions and ingest at ${data}</title>`,
        `<style>\n${styleSheet}\n</style>`,
        `<rect class="background" width="${width}" height="${height}" rx="10"/>`,
        ...drawn,
        text("quiet", 24, height - 14, `${data}; PostgreSQL on one machine, production's tuning`),
        "</svg>\n",
    ].join("\n");
}

function questionPanel(result: WorkloadResult): Panel {
    const { settings, version2 } = result;
    const production = settings.at(-1);
    const questions = (production?.questions ?? []).map(({ name, warm }): Row => {
        const [alone, busy] = [median(warm), median(production?.underIngest.get(name) ?? [])];
        const bars = [
            { kind: "alone" as const, value: alone },
            { kind: "busy" as const, value: busy },
        ];
        return { label: name, bars, text: `${numberText(alone)} ms; ${numberText(busy)} ms` };
    });
    const before = median(version2);
    const rows: Row[] = [
        {
            label: "conversions in version 2",
            bars: [{ kind: "baseline", value: before }],
            text: `${numberText(before)} ms`,
        },
        ...questions,
    ];
    const values = rows.flatMap(({ bars }) => bars.map(({ value }) => value));
    const least = 10 ** Math.floor(Math.log10(Math.min(...values)));
    const decades = Math.log10(Math.max(...values, 1000) / least);
    return {
        title: "Questions with warm memory: alone, and under ingest. Milliseconds, logarithmic",
        rows,
        place: (value) => Math.log10(value / least) / decades,
        mark: { value: 1000, text: "1 s" },
    };
}

function ingestPanel({ settings }: WorkloadResult): Panel {
    const production = settings.at(-1);
    const all = [
        ...(production?.ingest ?? []).map((rates) => ({ label: `batches of ${rates.rows}`, rates })),
        ...(production?.sustained ?? []).map((rates) => ({ label: `batches of ${rates.rows}, to the end`, rates })),
    ];
    return {
        title: "Ingest while a roll-up runs, and to its end, as a share of bare inserts",
        rows: all.map(({ label, rates }) => {
            const rate = median(rates.platform);
            const value = rate / median(rates.bare);
            return {
                label,
                bars: [{ kind: label.endsWith("end") ? "busy" : "alone", value }],
                text: `${value.toFixed(2)}: ${count(Math.round(rate))} rows/s`,
            };
        }),
        place: (value) => Math.min(value, 1.05) / 1.05,
        mark: { value: 0.5, text: "half" },
    };
}

function drawPanel({ title, rows, place, mark }: Panel, top: number): string {
    const x = (value: number) => Math.round(left + Math.max(place(value), 0.004) * (right - left));
    const first = top + headHeight;
    const end = first + rows.length * rowHeight;
    return [
        text("heading", 24, top + 32, title),
        ...rows.flatMap(({ label, bars, text: figure }, index) => {
            const y = first + index * rowHeight;
            const thickness = 18 / bars.length;
            const longest = Math.max(...bars.map(({ value }) => x(value)));
            return [
                text("label", 24, y + 14, label),
                ...bars.map(
                    ({ kind, value }, bar) =>
                        `<rect class="${kind}" x="${left}" y="${y + bar * thickness}" width="${x(value) - left}" height="${thickness - 1}"/>`,
                ),
                text("quiet", longest + 8, y + 14, figure),
            ];
        }),
        `<path class="mark" d="M${x(mark.value)} ${first - 6}V${end}"/>`,
        text("quiet", x(mark.value) + 4, end + 10, mark.text),
    ].join("\n");
}

function text(kind: string, x: number, y: number, content: string): string {
    return `<text class="${kind}" x="${x}" y="${y}">${content.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;
}

const median = (samples: readonly number[]): number => distributionOf(samples).median;

const count = (value: number): string => value.toLocaleString("en-US");

/** The colours of docs/architecture.svg. */
const styleSheet = `text { font: 13px system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; }
.heading { font-weight: 600; }
.mark { fill: none; stroke-width: 1.5; stroke-dasharray: 4 3; }
.background { fill: #ffffff; }
.heading, .label { fill: #1f2328; }
.quiet { fill: #4b535d; }
.baseline { fill: #bc6c00; }
.alone { fill: #0969da; }
.busy { fill: #1a7f37; }
.mark { stroke: #7d8790; }
@media (prefers-color-scheme: dark) {
.background { fill: #0d1117; }
.heading, .label { fill: #e6edf3; }
.quiet { fill: #a5aeb8; }
.baseline { fill: #db8b2d; }
.alone { fill: #4493f8; }
.busy { fill: #3fb950; }
.mark { stroke: #6e7681; }
}`;
