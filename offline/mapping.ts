/** The properties of a value that may be anything: those of an object, none of anything else. */
export function mapping(value: unknown): Record<string, unknown> {
    return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
