import { unknownValue } from "./values";

/**
 * A copy of a resource's properties with `unknownValue` where a preview knows no value. Pulumi's policy SDK throws when
 * such a property is read, which would end the rule and leave everything else of the resource unchecked.
 * https://www.pulumi.com/docs/insights/policy/policy-packs/authoring/
 */
export function known(properties: object): Record<string, unknown> {
    return Object.fromEntries(Object.keys(properties).map((key) => [key, copy(read(properties, key))]));
}

/** Reading plain data throws for no other reason. */
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
