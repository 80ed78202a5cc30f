import { toRecord } from "../../../offline/toRecord";
import type { AccessAnswer } from "./platform";

/** The rows of a query's answer, by the names of the columns. Values are in PostgreSQL's text format, or null. */
export function rowsOf({ columns, rows }: AccessAnswer): Readonly<Record<string, unknown>>[] {
    const names = listOf(columns).map((column) => String(toRecord(column).name));
    return listOf(rows).map((row) =>
        Object.fromEntries(listOf(row).map((value, index) => [names[index] ?? "", value])),
    );
}

function listOf(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}
