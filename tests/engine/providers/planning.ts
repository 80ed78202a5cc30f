import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { resourceType } from "../../../resourceTypes";
import { isReplacing } from "../../../tools/plan/replacing";
import { isOlder } from "./engineVersion";
import type { ResourceName } from "./urn";
import { isObject, type Properties } from "./wire";

/** The inputs that a provider works with, and the missing ones. */
export interface CheckedInputs {
    readonly inputs: Properties;
    readonly missing: readonly string[];
}

/**
 * Checks inputs and fills in a generated name if the program passes none.
 *
 * @param olds the inputs of the existing resource, whose name stays; none for a new or replaced resource.
 * @param generation the number of earlier resources with this URN. A replacement gets another name.
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

/** The effect of a change of the inputs on a resource. */
export interface Difference {
    /** The inputs that changed. */
    readonly changed: readonly string[];
    /** Those of them that replace the resource. */
    readonly replacing: readonly string[];
}

/**
 * Compares a resource with new inputs as the bridged providers do: with its actual state, so that a change made outside
 * Pulumi is detected after a refresh.
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
        (key) =>
            !ignoreChanges.includes(key) &&
            !isSuppressed(type, key, state, news) &&
            !isDeepStrictEqual(comparable(before(key)), comparable(news[key])),
    );
    const replacing = changed.filter((key) => isReplacing(type, key, { from: before(key), to: news[key] }));
    return { changed, replacing };
}

/**
 * The differences that the provider does not see: an optional and computed input that is left out, and an engine
 * version that is older than the running one.
 */
function isSuppressed(type: string, key: string, { engineVersionActual }: Properties, news: Properties): boolean {
    const { optionalComputed = [] } = resourceType(type);
    const isOlderVersion = () =>
        type === "aws:rds/cluster:Cluster" &&
        key === "engineVersion" &&
        typeof engineVersionActual === "string" &&
        isOlder(String(news.engineVersion), engineVersionActual);
    return (news[key] === undefined && optionalComputed.includes(key)) || isOlderVersion();
}

/** An archive is compared by its hash, because its text is not always present. */
function comparable(value: unknown): unknown {
    return isObject(value) && "hash" in value ? value.hash : value;
}
