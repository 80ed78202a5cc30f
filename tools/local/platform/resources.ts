import type { RegisteredResource } from "../../../offline/registeredResource";

/**
 * Finds the one resource of a type, or of a type and a logical name.
 *
 * @throws unless there is exactly one.
 */
export function resourceOf(resources: readonly RegisteredResource[], type: string, name?: string): RegisteredResource {
    const found = resources.filter((resource) => resource.type === type && (name ?? resource.name) === resource.name);
    const [resource] = found;
    if (resource === undefined || found.length > 1) {
        const wanted = name === undefined ? type : `${type} ${name}`;
        throw new Error(`${wanted}: the program registered ${found.length} of these; the local platform needs one`);
    }
    return resource;
}

/**
 * Reads an output that is text or a number.
 *
 * @returns it as text
 * @throws if it is neither.
 */
export function outputText(resource: RegisteredResource, output: string): string {
    const value = resource.outputs[output];
    if (typeof value !== "string" && typeof value !== "number") {
        throw new Error(`${resource.type} ${resource.name}: ${output}: ${String(value)}: must be text or a number`);
    }
    return String(value);
}

/**
 * Reads an output that is an integer.
 *
 * @throws if it is not.
 */
export function outputNumber(resource: RegisteredResource, output: string): number {
    const value = Number(outputText(resource, output));
    if (!Number.isInteger(value)) {
        throw new Error(`${resource.type} ${resource.name}: ${output}: ${value}: must be a whole number`);
    }
    return value;
}
