import { createHash } from "node:crypto";

/**
 * Chooses a unit's variant. Every call and every process chooses the same one as long as keys and weights are the same.
 * The choice is independent of other experiments, because the experiment's key is part of the hash.
 *
 * @param experiment the experiment's key.
 * @param unit the unit's id, for instance of a user.
 * @param variants each with a `key` and a `weight`, a whole number. Their order has no effect.
 * @returns the variant, or undefined if all weights are 0.
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
