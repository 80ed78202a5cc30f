import { createHash } from "node:crypto";

/**
 * The variant of a unit: the same at every call, in every process, as long as keys and weights stay. A unit's place is
 * independent of its place in other experiments, because the experiment's key is hashed with it.
 *
 * @param experiment the experiment's key.
 * @param unit whom or what is assigned: a user's id, say.
 * @param variants each with its `key` and its `weight`, a whole number; their order does not matter.
 * @returns the variant, or undefined where all weights are 0.
 */
export function chooseVariant(experiment, unit, variants) {
    const total = variants.reduce((sum, { weight }) => sum + weight, 0);
    if (total === 0) return undefined;
    let place = Math.floor(fraction(JSON.stringify([experiment, unit])) * total);
    // Not localeCompare, whose order depends on the machine.
    const inOrder = [...variants].sort((a, b) => (a.key < b.key ? -1 : 1));
    return inOrder.find(({ weight }) => (place -= weight) < 0);
}

/** From 0 to less than 1. 48 bits of the hash are exact in a number. */
function fraction(text) {
    return createHash("sha256").update(text).digest().readUIntBE(0, 6) / 2 ** 48;
}
