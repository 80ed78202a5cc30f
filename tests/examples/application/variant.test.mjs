import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chooseVariant } from "../../../examples/application/variant.mjs";

const half = [
    { key: "control", weight: 5000 },
    { key: "green", weight: 5000 },
];

/** Counts the units per variant, of 10,000 units. */
function shares(experiment, variants) {
    const counts = Object.fromEntries(variants.map(({ key }) => [key, 0]));
    for (let unit = 0; unit < 10_000; unit++) counts[chooseVariant(experiment, `user-${unit}`, variants).key]++;
    return counts;
}

describe("the variant of a unit", () => {
    it("is the same in every process and for every order of the variants", () => {
        const units = ["user-1", "user-2", "user-3", "user-4"];

        const chosen = [half, [...half].reverse()].map((variants) =>
            units.map((unit) => chooseVariant("checkout-button", unit, variants).key),
        );

        assert.deepEqual(chosen, [
            ["control", "green", "green", "control"],
            ["control", "green", "green", "control"],
        ]);
    });

    it("follows the weights", () => {
        const variants = [
            { key: "a", weight: 1000 },
            { key: "b", weight: 0 },
            { key: "c", weight: 3000 },
        ];

        const { a, b, c } = shares("weights", variants);

        // Four standard deviations of a share of a quarter are 174 units.
        assert.ok(Math.abs(a - 2500) < 174, String(a));
        assert.deepEqual([b, a + c], [0, 10_000]);
    });

    it("is independent between experiments", () => {
        let both = 0;
        for (let unit = 0; unit < 10_000; unit++) {
            const [one, other] = ["one", "other"].map((key) => chooseVariant(key, `user-${unit}`, half).key);
            if (one === "green" && other === "green") both++;
        }

        assert.ok(Math.abs(both - 2500) < 174, String(both));
    });

    it("is undefined if all weights are 0", () => {
        const variants = half.map(({ key }) => ({ key, weight: 0 }));

        const chosen = chooseVariant("nobody", "user-1", variants);

        assert.equal(chosen, undefined);
    });
});
