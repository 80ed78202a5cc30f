import * as pulumi from "@pulumi/pulumi";
import type { RegisteredResource } from "../../offline/registeredResource";
import type { Resource } from "../../policy/resource";
import { unknownValue } from "../../policy/values";

/** A resource that the mocks recorded, as the rules see it. */
export function asResource({ type, name, urn, inputs, outputs }: RegisteredResource): Resource {
    return { type, name, urn, properties: Object.fromEntries(entries({ ...outputs, ...inputs })) };
}

function known(value: unknown): unknown {
    if (pulumi.isUnknown(value)) {
        return unknownValue;
    }
    if (Array.isArray(value)) {
        return value.map(known);
    }
    // No rule reads archives and assets.
    const isPlain = typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
    return isPlain ? Object.fromEntries(entries(value)) : value;
}

function entries(properties: object): [string, unknown][] {
    return Object.entries(properties).map(([key, value]) => [key, known(value)]);
}
