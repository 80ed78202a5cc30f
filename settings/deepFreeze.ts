/** Freezes an object and all objects in it. */
export function deepFreeze<T extends object>(value: T): Readonly<T> {
    for (const inner of Object.values(value)) {
        if (isObject(inner)) {
            deepFreeze(inner);
        }
    }
    return Object.freeze(value);
}

function isObject(value: unknown): value is object {
    return typeof value === "object" && value !== null;
}
