import { columnsOf, fold, marked, padEnd, padStart, unlimited } from "./width";

/**
 * Formats a table as psql does: numbers to the right, a rule under the heads. If it is too wide, cells are wrapped
 * between words. If it is still too wide, optional columns are left out, and a line below the table names them. As a
 * last resort, each row is a list of its cells, as with psql's `\x auto`.
 *
 * @param width how many columns the lines may have. Default: as many as they need.
 * @param optional the heads of the columns that may be left out, the least important first. Default: none.
 */
export function table(
    heads: readonly string[],
    rows: Rows,
    width = unlimited,
    optional: readonly string[] = [],
): string {
    const lines =
        folded(heads, rows, width, "words") ??
        withoutSome(heads, rows, width, optional) ??
        folded(heads, rows, width, "parts") ??
        listLines(columnsFrom(heads, rows), rows, width);
    return lines.map((line) => (margin + line).trimEnd()).join("\n");
}

type Rows = readonly (readonly string[])[];

/** The table's lines with wrapped cells; undefined if the table does not fit. */
function folded(heads: readonly string[], rows: Rows, width: number, at: keyof Column["narrowest"]) {
    const columns = columnsFrom(heads, rows);
    const room = width - columnsOf(margin) - gap.length * (columns.length - 1);
    const widths = widthsWithin(room, columns, at);
    return widths === undefined ? undefined : tableLines(columns, rows, widths);
}

/** The table without as few optional columns as possible; undefined if it does not fit. */
function withoutSome(heads: readonly string[], rows: Rows, width: number, optional: readonly string[]) {
    for (const last of optional.keys()) {
        const left = optional.slice(0, last + 1);
        const kept = (_: string, index: number) => !left.includes(heads[index] ?? "");
        const lines = folded(
            heads.filter(kept),
            rows.map((row) => row.filter(kept)),
            width,
            "words",
        );
        if (lines !== undefined) {
            return [...lines, "", ...fold(`Left out at this width: ${left.join(", ")}.`, width - columnsOf(margin))];
        }
    }
    return undefined;
}

const margin = "  ";
const gap = "   ";
/** Marks the continuation lines of a cell, so that they do not look like rows. */
const indent = "  ";

/** Narrower text is hard to read. */
const fewestColumns = 12;

interface Column {
    readonly head: string;
    readonly isNumeric: boolean;
    /** The width without wrapping. */
    readonly widest: number;
    /** The width with as much wrapping as possible: between words, or also within words after punctuation. */
    readonly narrowest: Readonly<Record<"words" | "parts", number>>;
}

function columnsFrom(heads: readonly string[], rows: Rows): Column[] {
    return heads.map((head, index) => columnFrom(head, rows, index));
}

function columnFrom(head: string, rows: Rows, index: number): Column {
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

/** The columns' widths. The widest column is narrowed first. Undefined if the columns do not fit. */
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

function tableLines(columns: readonly Column[], rows: Rows, widths: readonly number[]) {
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

/** Formats each row as a list: heads on the left, cells on the right. Empty cells are left out. */
function listLines(columns: readonly Column[], rows: Rows, width: number): string[] {
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
