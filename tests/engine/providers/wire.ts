import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A resource's properties in plain JavaScript, as the provider protocol carries them. */
export type Properties = Readonly<Record<string, unknown>>;

/** The protocol's mark for a value that a preview does not know. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Reads a message's properties; a missing struct has none. */
export function fromStruct(struct: Struct | undefined): Properties {
    return struct === undefined ? {} : struct.toJavaScript();
}

/** Writes properties into a message. Undefined values are left out, as JSON leaves them out. */
export function toStruct(properties: Properties): Struct {
    return Struct.fromJavaScript(known(properties));
}

/** A value that refers to a registered resource: the program receives the resource itself. */
export function referenceTo(urn: string, id: string): Properties {
    return { [signature]: resourceReference, urn, id };
}

/** Whether a value is unknown or contains an unknown value. */
export function holdsUnknown(value: unknown): boolean {
    return isObject(value) ? Object.values(value).some(holdsUnknown) : value === unknownValue;
}

/** Whether a value has properties: an object or a list. */
export function isObject(value: unknown): value is object {
    return typeof value === "object" && value !== null;
}

/** The key with which the protocol marks special values, and the mark of a resource. */
const signature = "4dabf18193072939515e22adb298388d";
const resourceReference = "5cf8f73096256a8f31e491e813e4eb8e";

function known(properties: object): Record<string, JavaScriptValue> {
    return Object.fromEntries(
        Object.entries(properties).flatMap(([key, value]): [string, JavaScriptValue][] =>
            value === undefined ? [] : [[key, plain(value)]],
        ),
    );
}

function plain(value: unknown): JavaScriptValue {
    if (Array.isArray(value)) {
        return value.map(plain);
    }
    return isObject(value) ? known(value) : (value ?? null);
}
