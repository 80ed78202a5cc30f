import type { RegisteredResource } from "../../../offline/registeredResource";

/** The one resource of a type, and where there are several, the one of this logical name. Throws where there is none. */
export function resourceOf(resources: readonly RegisteredResource[], type: string, name?: string): RegisteredResource {
    const found = resources.filter((resource) => resource.type === type && (name ?? resource.name) === resource.name);
    const [resource] = found;
    if (resource === undefined || found.length > 1) {
        const wanted = name === undefined ? type : `${type} ${name}`;
        throw new Error(`${wanted}: the program registered ${found.length} of these; the local platform needs one`);
    }
    return resource;
}

/** An output that must be text or a number, as text. Throws where it is neither. */
export function outputText(resource: RegisteredResource, output: string): string {
    const value = resource.outputs[output];
    if (typeof value !== "string" && typeof value !== "number") {
        throw new Error(`${resource.type} ${resource.name}: ${output}: ${String(value)}: must be text or a number`);
    }
    return String(value);
}

/** An output that must be a whole number. Throws where it is not. */
export function outputNumber(resource: RegisteredResource, output: string): number {
    const value = Number(outputText(resource, output));
    if (!Number.isInteger(value)) {
        throw new Error(`${resource.type} ${resource.name}: ${output}: ${value}: must be a whole number`);
    }
    return value;
}
