/** Whether a value is a mapping, as YAML calls it: an object, and no list. */
export function isMapping(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The first element that a list has twice. */
export function repeated(values: readonly string[]): string | undefined {
    return values.find((value, index) => values.indexOf(value) !== index);
}
