import { type Interval, intervalPlot } from "../../cli/intervalPlot";
import { table } from "../../cli/table";
import { foldLines } from "../../cli/width";
import { rowsOf } from "../platform/rowsOf";
import type { Answered } from "../tour/questions";
import { decimals, pValue, signed } from "./numbers";

/** Where a report is printed. */
export interface Output {
    /** How many columns the lines may have. */
    readonly width: number;
    /** Whether it may contain a plot. */
    readonly isTerminal: boolean;
}

/** A row of an answer: texts of PostgreSQL, or null. */
type Row = Readonly<Record<string, unknown>>;

/** What is shown of an answer. */
interface Content {
    readonly heads: readonly string[];
    readonly cells: (row: Row) => readonly unknown[];
    /** The heads of columns that may be left out, the least important first. Default: none. */
    readonly optional?: readonly string[];
    /** About a variant that is compared with the control. Default: none. */
    readonly sentence?: (row: Row) => string;
    readonly plot?: readonly [intervals: readonly Interval[], format: (value: number) => string];
}

/** The statement with its result: a table, words, and in a terminal a plot. */
export function body(
    asked: Answered,
    { width, isTerminal }: Output,
    { heads, cells, optional, sentence, plot }: Content,
): string {
    const rows = rowsOf(asked.answer).map((row) => cells(row).map(String));
    const sentences = sentence === undefined ? [] : comparedRows(asked).map((row) => `  ${sentence(row)}`);
    return [
        `  ${asked.sql}`,
        table(heads, rows, width, optional),
        foldLines(sentences.join("\n"), width),
        plot === undefined || !isTerminal ? "" : intervalPlot(...plot, width),
    ]
        .filter((part) => part !== "")
        .join("\n\n");
}

/** The rows with a comparison: all but the control's. */
export function comparedRows({ answer }: Answered): readonly Row[] {
    return rowsOf(answer).filter((row) => row.difference !== null);
}

/** A value and its interval, as cells of a table. */
export function shown(row: Row, name: string, factor: number, digits: number): [value: string, interval: string] {
    const at = (column: string) => decimals(row[column], digits, factor);
    return [at(name), row[`${name}_low`] === null ? "" : `${at(`${name}_low`)} to ${at(`${name}_high`)}`];
}

/** How a variant differs from the control. */
export function comparison(row: Row, factor: number, digits: number, unit = ""): string {
    const at = (column: string) => signed(row[column], digits, factor);
    const interval = `(interval ${at("difference_low")} to ${at("difference_high")})`;
    const difference = `${at("difference")}${unit} against control ${interval}`;
    return `${String(row.variant)}: ${difference}, p-value ${pValue(row.p_value)}`;
}

/** A value and its interval, for a plot. */
export function intervalOf(row: Row, name: string, factor: number, label: string): Interval {
    const at = (column: string) => factor * Number(row[column] ?? Number.NaN);
    return { label, low: at(`${name}_low`), estimate: at(name), high: at(`${name}_high`) };
}
