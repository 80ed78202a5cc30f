import type { ResourceType } from "../../resourceTypes/resourceType";

/** The effect of a change of one input, as the record has it; undefined if the record does not name the input. */
export function effectOf(
    { replacedBy, updatedBy = [] }: ResourceType,
    input: string,
): "replace" | "update" | undefined {
    if (replacedBy.includes(input)) {
        return "replace";
    }
    return updatedBy.includes(input) ? "update" : undefined;
}
