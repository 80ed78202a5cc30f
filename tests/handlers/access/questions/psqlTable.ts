import type postgres from "postgres";

/** OIDs of the types that psql aligns to the right: bigint, integer, double precision and numeric. */
const numbers: readonly number[] = [20, 23, 701, 1700];

/** A result as psql prints it, without the count of rows. */
export function psqlTable(result: postgres.RowList<readonly postgres.Row[]>): string {
    const columns = result.columns.map(({ name, type }) => {
        const cells = result.map((row) => String(row[name] ?? ""));
        const width = Math.max(name.length, ...cells.map((cell) => cell.length));
        const isNumber = numbers.includes(type);
        return {
            title: name.padStart(Math.floor((width + name.length) / 2)).padEnd(width),
            line: "-".repeat(width),
            cells: cells.map((cell) => (isNumber ? cell.padStart(width) : cell.padEnd(width))),
        };
    });
    const head = columns.map(({ title }) => title).join(" | ");
    const rows = result.map((_, index) => columns.map(({ cells }) => cells[index]).join(" | "));
    return [head, columns.map(({ line }) => line).join("-+-"), ...rows].map((line) => line.trimEnd()).join("\n");
}
