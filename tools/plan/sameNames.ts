import type { Plan } from "./plan";

/** Writes a text so that it is equal in two stacks where nothing but the environment makes it another. */
export type SameNames = (text: string) => string;

/** A digest that ends a logical name, for instance that of the subnet group: it is made of the environment's names. */
const digest = /-(?=[a-f]*\d)[\da-f]{6}$/;

/** The environment's name as a word of its own, and the digests made of it, are the same in every stack. */
export function sameNames({ environment, resources }: Plan): SameNames {
    const literal = environment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const word = new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])`, "g");
    const digested = resources.map(({ name }) => name).filter((name) => digest.test(name));
    return (text) =>
        digested
            .reduce((rest, name) => rest.replaceAll(name, name.replace(digest, "-<digest>")), text)
            .replace(word, "<environment>");
}
