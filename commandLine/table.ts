import { columnsOf, fold, marked, padEnd, padStart, unlimited } from "./width";

/**
 * A table as psql prints it: numbers to the right, a line under the heads. What is too wide is folded between words:
 * nothing is left out. Where that does not do, each row is a list of its cells, as by psql's `\x auto`.
 *
 * @param width how many columns the lines may have. Default: as many as they need.
 */
export function table(heads: readonly string[], rows: readonly (readonly string[])[], width = unlimited): string {
    const columns = heads.map((head, index) => columnFrom(head, rows, index));
    const room = width - columnsOf(margin) - gap.length * (columns.length - 1);
    const widths = widthsWithin(room, columns, "words") ?? widthsWithin(room, columns, "parts");
    const lines = widths === undefined ? listLines(columns, rows, width) : tableLines(columns, rows, widths);
    return lines.map((line) => (margin + line).trimEnd()).join("\n");
}

const margin = "  ";
const gap = "   ";
/** Before the second and further lines of a cell, so that they are no row of their own. */
const indent = "  ";

/** A text in fewer columns is hard to read. */
const fewestColumns = 12;

interface Column {
    readonly head: string;
    readonly isNumeric: boolean;
    /** Where nothing is folded. */
    readonly widest: number;
    /** Where everything is folded that may be: between words, and within words behind punctuation. */
    readonly narrowest: Readonly<Record<"words" | "parts", number>>;
}

function columnFrom(head: string, rows: readonly (readonly string[])[], index: number): Column {
    const cells = rows.map((row) => row[index] ?? "");
    const isNumeric = cells.every((cell) => /^[\d.,]*( \w+)?$/.test(cell));
    const narrowest = (split: (word: string) => string[]) => {
        const narrowestCell = (cell: string) =>
            Math.max(
                fewestColumns,
                ...cell
                    .split(" ")
                    .flatMap(split)
                    .map((part) => columnsOf(part) + indent.length),
            );
        return Math.max(
            ...head.split(" ").map(columnsOf),
            ...cells.map((cell) => Math.min(columnsOf(cell), isNumeric ? unlimited : narrowestCell(cell))),
        );
    };
    return {
        head,
        isNumeric,
        widest: Math.max(...[head, ...cells].map(columnsOf)),
        narrowest: { words: narrowest((word) => [word]), parts: narrowest(marked) },
    };
}

/** The columns' widths, with what is widest folded first; undefined where that does not do. */
function widthsWithin(room: number, columns: readonly Column[], fold: keyof Column["narrowest"]): number[] | undefined {
    const widths = columns.map(({ widest }) => widest);
    const sum = () => widths.reduce((total, each) => total + each, 0);
    while (sum() > room) {
        const foldable = columns.map(({ narrowest }, index) =>
            (widths[index] ?? 0) > narrowest[fold] ? widths[index] : 0,
        );
        const widest = Math.max(...foldable.map((each) => each ?? 0));
        if (widest === 0) return undefined;
        widths[foldable.indexOf(widest)] = widest - 1;
    }
    return widths;
}

function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[], widths: readonly number[]) {
    const block = (cells: readonly string[], hang: string): string[] => {
        const folded = columns.map((_, index) => fold(cells[index] ?? "", widths[index] ?? 0, hang));
        return Array.from({ length: Math.max(...folded.map(({ length }) => length)) }, (_, line) =>
            columns
                .map(({ isNumeric }, index) => {
                    const pad = isNumeric ? padStart : padEnd;
                    return pad(folded[index]?.[line]?.trimEnd() ?? "", widths[index] ?? 0);
                })
                .join(gap),
        );
    };
    const heads = columns.map(({ head }) => head);
    const rule = widths.map((each) => "─".repeat(each)).join(gap);
    return [...block(heads, ""), rule, ...rows.flatMap((row) => block(row, indent))];
}

/** The heads to the left, each row's cells to the right; an empty cell has no line. */
function listLines(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
    const labels = Math.max(...columns.map(({ head }) => columnsOf(head)));
    const values = width - columnsOf(margin) - labels - gap.length;
    return rows.flatMap((row, index) => {
        const lines = columns.flatMap(({ head, isNumeric, widest }, column) => {
            const cell = row[column] ?? "";
            if (cell === "") return [];
            const text = isNumeric ? padStart(cell, Math.min(widest, values)) : cell;
            return fold(text, values).map((line, part) => padEnd(part === 0 ? head : "", labels) + gap + line);
        });
        return index === 0 ? lines : ["", ...lines];
    });
}
