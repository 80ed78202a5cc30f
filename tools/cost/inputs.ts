import { RunError } from "@pulumi/pulumi";
import type { RegisteredResource } from "../../offline/registeredResource";

/**
 * An input that must be text.
 *
 * @throws RunError if it is not.
 */
export function textInput(resource: RegisteredResource, key: string): string {
    const value = resource.inputs[key];
    return typeof value === "string" ? value : refuse(resource, key, "must be text to be priced");
}

/**
 * An input that must be a number.
 *
 * @throws RunError if it is not.
 */
export function numberInput(resource: RegisteredResource, key: string): number {
    const value = resource.inputs[key];
    return typeof value === "number" ? value : refuse(resource, key, "must be a number to be priced");
}

/** An input that must be a list. Default: an empty one. */
export function listInput(resource: RegisteredResource, key: string): readonly unknown[] {
    const value = resource.inputs[key] ?? [];
    return Array.isArray(value) ? value : refuse(resource, key, "must be a list to be priced");
}

/**
 * Refuses a resource that the price table does not cover.
 *
 * @param problem the rule, and the fix if there is one.
 */
export function refuse({ type, name, inputs }: RegisteredResource, key: string, problem: string): never {
    throw new RunError(`${type} (${name}): ${key}: ${JSON.stringify(inputs[key])}: ${problem}`);
}
