import { deepEqual, equal } from "node:assert/strict";
import { centsOf, dollars, priceText, quantityText } from "../../../tools/cost/money";

describe("centsOf", () => {
    const cases: [name: string, usd: number, quantity: number, cents: number][] = [
        ["an hour's price for a month of 730", 0.082, 730, 5986],
        ["half a cent that binary fractions put below the half", 1.005, 1, 101],
        ["less than half a cent", 0.0049, 1, 0],
        ["millions of requests", 0.2, 10_000_000, 200_000_000],
        ["part of a million", 5, 0.0438, 22],
    ];
    for (const [name, usd, quantity, cents] of cases) {
        it(`counts ${name}`, () => {
            const counted = centsOf(usd, quantity);

            equal(counted, cents);
        });
    }
});

describe("the texts of amounts", () => {
    it("give dollars two decimals and thousands a comma", () => {
        const texts = [0, 5, 123_450].map(dollars);

        deepEqual(texts, ["0.00", "0.05", "1,234.50"]);
    });

    it("give prices all digits, and at least two decimals", () => {
        const texts = [3, 0.1, 0.0125, 0.0000166667].map(priceText);

        deepEqual(texts, ["3.00", "0.10", "0.0125", "0.0000166667"]);
    });

    it("give quantities at most four decimals", () => {
        const texts = [1460, 0.0438, 1 / 3].map(quantityText);

        deepEqual(texts, ["1,460", "0.0438", "0.3333"]);
    });
});
