/** Marks a value that a preview does not know. */
export const unknownValue: unique symbol = Symbol("known after the update");

/** Whether a value is unknown. */
export function isUnknown(value: unknown): boolean {
    return value === unknownValue;
}

/**
 * The value at a path of keys, for instance `vpcConfig.subnetIds`. It is unknown if a step is unknown, and undefined if
 * a step is missing.
 */
export function valueAt(value: unknown, path: string): unknown {
    return path.split(".").reduce<unknown>((at, key) => {
        if (isUnknown(at) || typeof at !== "object" || at === null) {
            return isUnknown(at) ? at : undefined;
        }
        return new Map<string, unknown>(Object.entries(at)).get(key);
    }, value);
}

/** The elements of a list. A single value counts as a list of one, a missing value as an empty list. */
export function listOf(value: unknown): readonly unknown[] {
    if (value === undefined || value === null) {
        return [];
    }
    return Array.isArray(value) ? value : [value];
}

/** Whether a value is missing or empty. */
export function isEmpty(value: unknown): boolean {
    return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Whether two values are or may be the same: an unknown value may be any. */
export function maySame(one: unknown, other: unknown): boolean {
    return isUnknown(one) || isUnknown(other) || one === other;
}

/** A value as the text of a problem shows it. Not for values that may be secret. */
export function show(value: unknown): string {
    if (isEmpty(value)) {
        return "is empty";
    }
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

const longest = 120;
