import type { Plan } from "./plan";

/** Rewrites a text so that it is equal in two stacks if only the environment's name differs. */
export type SameNames = (text: string) => string;

/** A digest at the end of a logical name, for instance of the subnet group. It depends on the environment's names. */
const digest = /-(?=[a-f]*\d)[\da-f]{6}$/;

/** Replaces the environment's name as a separate word, and the digests that depend on it. */
export function sameNames({ environment, resources }: Plan): SameNames {
    const literal = environment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const word = new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])`, "g");
    const digested = resources.map(({ name }) => name).filter((name) => digest.test(name));
    return (text) =>
        digested
            .reduce((rest, name) => rest.replaceAll(name, name.replace(digest, "-<digest>")), text)
            .replace(word, "<environment>");
}
