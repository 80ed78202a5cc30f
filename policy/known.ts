import { unknownValue } from "./values";

/**
 * A copy of a resource's properties with `unknownValue` for values that a preview does not know. Pulumi's policy SDK
 * throws when such a property is read, which would end the rule before it has checked the other properties.
 * https://www.pulumi.com/docs/insights/policy/policy-packs/authoring/
 */
export function known(properties: object): Record<string, unknown> {
    return Object.fromEntries(Object.keys(properties).map((key) => [key, copy(read(properties, key))]));
}

/** Reads a property. Plain data throws for no other reason. */
function read(from: object, key: string): unknown {
    try {
        return Reflect.get(from, key);
    } catch {
        return unknownValue;
    }
}

function copy(value: unknown): unknown {
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return Array.isArray(value) ? Object.values(known(value)) : known(value);
}
