/** The properties of an object; none for any other value. */
export function toRecord(value: unknown): Record<string, unknown> {
    return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
