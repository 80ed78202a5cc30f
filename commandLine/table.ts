/** A table as psql prints it: numbers to the right, a line under the heads. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
    const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => (row[column] ?? "").length)));
    const isNumeric = heads.map((_, column) => rows.every((row) => /^[\d.,]*( \w+)?$/.test(row[column] ?? "")));
    const line = (cells: readonly string[]) =>
        cells
            .map((cell, column) =>
                isNumeric[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
            )
            .join("   ")
            .trimEnd();
    return [line(heads), widths.map((width) => "─".repeat(width)).join("   "), ...rows.map(line)]
        .map((text) => `  ${text}`)
        .join("\n");
}
