import type { RegisteredResource } from "../../../../offline/registeredResource";

/** What is read of a registered resource: its outputs, which hold its inputs too. */
export type Registered = Pick<RegisteredResource, "type" | "name" | "outputs">;

/** The resources of one type, for instance `aws:kms/key:Key`. */
export function ofType(resources: readonly Registered[], type: string): Registered[] {
    return resources.filter((resource) => resource.type === type);
}

/** An output that must be a text. Throws where it is not, naming the resource. */
export function text(resource: Registered, output: string): string {
    const value = optionalText(resource, output);
    if (value === undefined) {
        throw new Error(`${labelOf(resource)}: ${output} is missing; the local account needs it.`);
    }
    return value;
}

/** An output that is absent or a text. Throws where it is something else. */
export function optionalText(resource: Registered, output: string): string | undefined {
    const value = resource.outputs[output] ?? undefined;
    if (value !== undefined && typeof value !== "string") {
        throw new Error(`${labelOf(resource)}: ${output} is not a text but ${typeof value}.`);
    }
    return value;
}

/** An output that must be a policy: JSON text, or the same as an object. */
export function policy(resource: Registered, output: string): string | object {
    const value = resource.outputs[output];
    if (typeof value !== "string" && (typeof value !== "object" || value === null)) {
        throw new Error(`${labelOf(resource)}: ${output} is not a policy; register JSON text or an object.`);
    }
    return value;
}

/** Throws where a resource has one of the outputs, since the local account would not act on it. */
export function refuse(resource: Registered, ...outputs: string[]): void {
    const found = outputs.find((output) => !isEmpty(resource.outputs[output]));
    if (found !== undefined) {
        throw new Error(
            `${labelOf(resource)}: ${found} is not supported by the local account; leave it out, or teach it in tools/local/aws.`,
        );
    }
}

/** How messages name a resource. */
export function labelOf({ type, name }: Registered): string {
    return `${type} ${name}`;
}

/** The provider answers an unused property with nothing, an empty text or an empty list. */
function isEmpty(value: unknown): boolean {
    return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
