import { findResourceType, resourceType } from "../../resourceTypes";
import { vpcComponent } from "../../resourceTypes/awsxVpc";

/**
 * The inputs of a type whose change makes its provider replace the resource.
 *
 * @throws if the type has no record in `resourceTypes/`.
 */
function replacingInputs(type: string): readonly string[] {
    return (type === vpcComponent.token ? vpcComponent : resourceType(type)).replacedBy;
}

/** The inputs of a type that count at a resource's creation alone. */
export function onlyAtCreation(type: string): readonly string[] {
    return findResourceType(type)?.onlyAtCreation ?? [];
}

/** The values of an input before and after a change; undefined if it is not set. */
export interface InputChange {
    readonly from: unknown;
    readonly to: unknown;
}

/**
 * Whether a change of one input makes the provider replace the resource.
 *
 * @throws if the type has no record in `resourceTypes/`.
 */
export function isReplacing(type: string, input: string, { from, to }: InputChange): boolean {
    if (replacingInputs(type).includes(input)) {
        return true;
    }
    const isAddedOrRemoved = (from === undefined) !== (to === undefined);
    return isAddedOrRemoved && (findResourceType(type)?.replacedByPresence ?? []).includes(input);
}
