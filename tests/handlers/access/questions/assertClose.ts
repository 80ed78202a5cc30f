import assert from "node:assert/strict";

/** The difference of a number that is allowed, as a share of it. */
const tolerance = 1e-9;

/** Compares rows. Numbers may differ by {@link tolerance}, and bigint is a text. */
export function assertClose(found: readonly (readonly unknown[])[], wanted: unknown): void {
    const rows = listOf(wanted).map(listOf);
    assert.ok(rows.length > 0);
    const problems = rows.flatMap((row, index) =>
        row.flatMap((value, column) => {
            const other = found[index]?.[column];
            const equal =
                typeof value === "number"
                    ? Math.abs(Number(other) - value) <= tolerance * Math.abs(value)
                    : String(other) === String(value);
            return equal ? [] : [`${row.join(" ")}: ${String(other)} instead of ${String(value)}`];
        }),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
        found.map((row) => row.length),
        rows.map((row) => row.length),
    );
}

/** The value, which must be an array. */
export function listOf(value: unknown): readonly unknown[] {
    assert.ok(Array.isArray(value));
    return value;
}
