import { columnsOf, padEnd, unlimited } from "./width";

/** One line of a plot: an estimate within its interval. */
export interface Interval {
    readonly label: string;
    readonly low: number;
    readonly estimate: number;
    readonly high: number;
}

const margin = "  ";
const gap = "   ";
/** Shorter intervals would not show how they overlap; longer lines are hard to compare. */
const fewestColumns = 10;
const mostColumns = 50;

/**
 * Draws intervals below each other on one scale, as `├──●──┤`, with the scale's ends under them.
 *
 * @param format the text of a value on the scale.
 * @param width how many columns the lines may have. Default: as many as they need.
 * @returns the empty text if there is nothing to draw, or no room.
 */
export function intervalPlot(
    intervals: readonly Interval[],
    format: (value: number) => string,
    width = unlimited,
): string {
    const drawn = intervals.filter(({ low, estimate, high }) => [low, estimate, high].every(Number.isFinite));
    const labels = Math.max(0, ...drawn.map(({ label }) => columnsOf(label)));
    const columns = Math.min(mostColumns, width - margin.length - labels - gap.length);
    if (drawn.length === 0 || columns < fewestColumns) return "";
    const least = Math.min(...drawn.map(({ low }) => low));
    const most = Math.max(...drawn.map(({ high }) => high));
    const at = (value: number) => (most > least ? Math.round(((columns - 1) * (value - least)) / (most - least)) : 0);
    const lines = drawn.map(({ label, low, estimate, high }) => {
        const bar = Array.from({ length: columns }, (_, column) => {
            if (column === at(estimate)) return "●";
            if (column === at(low)) return "├";
            if (column === at(high)) return "┤";
            return column > at(low) && column < at(high) ? "─" : " ";
        });
        return padEnd(label, labels) + gap + bar.join("");
    });
    const end = format(most);
    const scale = padEnd(format(least), columns - columnsOf(end)) + end;
    return [...lines, " ".repeat(labels) + gap + scale].map((line) => (margin + line).trimEnd()).join("\n");
}
