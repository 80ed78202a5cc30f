import { deepEqual, equal, match, throws } from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { instanceClasses } from "../../../settings/capacity/instanceClasses";
import { instanceHours, instancePrice, unpricedFamilies } from "../../../tools/cost/instancePrices";
import { prices, pricesDate } from "../../../tools/cost/prices";

describe("the prices", () => {
    it("have a date, and each has an amount, a unit and a source", () => {
        match(pricesDate, /^\d{4}-\d{2}-\d{2}$/);
        for (const { usd, unit, source } of Object.values(prices)) {
            equal(usd > 0, true);
            match(unit, /\w/);
            match(source, /^(https:\/\/|a guide to )/);
        }
    });

    it("cover every class of the settings, except unpriced families", () => {
        const unpriced = [...instanceClasses.keys()].filter((name) => !instanceHours.has(name));

        const families = new Set(unpriced.map((name) => name.split(".")[1]));

        deepEqual([...families].sort(), [...unpricedFamilies].sort());
        equal(unpriced.length, 25);
    });

    it("cover no unknown class", () => {
        const unknown = [...instanceHours.keys()].filter((name) => !instanceClasses.has(name));

        deepEqual(unknown, []);
    });
});

describe("instancePrice", () => {
    it("is the on-demand price of an hour", () => {
        const { usd, unit } = instancePrice("db.r6g.xlarge", false);

        deepEqual([usd, unit], [0.519, "hour"]);
    });

    it("is 30 % higher in an I/O-optimized cluster, without rounding errors", () => {
        const { usd } = instancePrice("db.t3.medium", true);

        equal(usd, 0.1066);
    });

    it("refuses a class without a price", () => {
        const price = () => instancePrice("db.r6i.large", false);

        throws(
            price,
            (error: unknown) =>
                RunError.isInstance(error) &&
                error.message ===
                    "instanceClass: db.r6i.large: has no price in tools/cost/instancePrices.ts, because no source was found; " +
                        "add it there with its source, or choose a class that has one",
        );
    });
});
