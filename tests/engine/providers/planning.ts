import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { resourceType } from "../../../resourceTypes";
import { isReplacing } from "../../../tools/plan/replacing";
import type { ResourceName } from "./urn";
import { isObject, type Properties } from "./wire";

/** The inputs that a provider works with, or what is missing. */
export interface CheckedInputs {
    readonly inputs: Properties;
    readonly missing: readonly string[];
}

/**
 * Checks inputs and fills in the name that the provider makes where the program gives none.
 *
 * @param olds the inputs of the resource that there is, whose name stays; none for a new or replaced resource.
 * @param generation how many resources of this URN there have been: a replacement gets another name.
 */
export function checkInputs(
    { type, name, urn }: ResourceName,
    olds: Properties,
    news: Properties,
    generation: number,
): CheckedInputs {
    const { required = [], autoName } = resourceType(type);
    const missing = required.filter((key) => news[key] === undefined);
    if (autoName === undefined || news[autoName] !== undefined || news[`${autoName}Prefix`] !== undefined) {
        return { inputs: news, missing };
    }
    const random = createHash("sha256").update(`${urn} ${generation}`).digest("hex").slice(0, 7);
    return { inputs: { ...news, [autoName]: olds[autoName] ?? `${name}-${random}` }, missing };
}

/** What a change of the inputs does to a resource. */
export interface Difference {
    /** The inputs that changed. */
    readonly changed: readonly string[];
    /** Those of them that replace the resource. */
    readonly replacing: readonly string[];
}

/**
 * Compares a resource with new inputs as the bridged providers do: what there is decides, so that a change which
 * somebody made behind Pulumi's back is seen once a refresh has read it.
 */
export function difference(
    type: string,
    {
        state,
        oldInputs,
        news,
    }: { readonly state: Properties; readonly oldInputs: Properties; readonly news: Properties },
    ignoreChanges: readonly string[],
): Difference {
    const before = (key: string): unknown => (key in state ? state[key] : oldInputs[key]);
    const keys = new Set([...Object.keys(oldInputs), ...Object.keys(news)]);
    const changed = [...keys].filter(
        (key) => !ignoreChanges.includes(key) && !isDeepStrictEqual(comparable(before(key)), comparable(news[key])),
    );
    const replacing = changed.filter((key) => isReplacing(type, key, { from: before(key), to: news[key] }));
    return { changed, replacing };
}

/** An archive is what its hash says: its text does not always come along. */
function comparable(value: unknown): unknown {
    return isObject(value) && "hash" in value ? value.hash : value;
}
