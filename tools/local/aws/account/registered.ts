import type { RegisteredResource } from "../../../../offline/registeredResource";

/** The parts of a registered resource that are read here. The outputs include the inputs. */
export type Registered = Pick<RegisteredResource, "type" | "name" | "outputs">;

/** The resources of one type, for instance `aws:kms/key:Key`. */
export function ofType(resources: readonly Registered[], type: string): Registered[] {
    return resources.filter((resource) => resource.type === type);
}

/**
 * Reads an output that must be text.
 *
 * @throws if it is not, with the resource's name.
 */
export function text(resource: Registered, output: string): string {
    const value = optionalText(resource, output);
    if (value === undefined) {
        throw new Error(`${labelOf(resource)}: ${output} is missing; the local account needs it.`);
    }
    return value;
}

/**
 * Reads an output that is absent or text.
 *
 * @throws if it is anything else.
 */
export function optionalText(resource: Registered, output: string): string | undefined {
    const value = resource.outputs[output] ?? undefined;
    if (value !== undefined && typeof value !== "string") {
        throw new Error(`${labelOf(resource)}: ${output} is not a text but ${typeof value}.`);
    }
    return value;
}

/** Reads an output that is a policy: JSON text, or the same as an object. */
export function policy(resource: Registered, output: string): string | object {
    const value = resource.outputs[output];
    if (typeof value !== "string" && (typeof value !== "object" || value === null)) {
        throw new Error(`${labelOf(resource)}: ${output} is not a policy; register JSON text or an object.`);
    }
    return value;
}

/** Throws if a resource has one of the outputs, because the local account would ignore it. */
export function refuse(resource: Registered, ...outputs: string[]): void {
    const found = outputs.find((output) => !isEmpty(resource.outputs[output]));
    if (found !== undefined) {
        throw new Error(
            `${labelOf(resource)}: ${found} is not supported by the local account; leave it out, or add support in tools/local/aws.`,
        );
    }
}

/** The resource's name in messages. */
export function labelOf({ type, name }: Registered): string {
    return `${type} ${name}`;
}

/** The provider returns undefined, an empty text or an empty list for an unused property. */
function isEmpty(value: unknown): boolean {
    return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
