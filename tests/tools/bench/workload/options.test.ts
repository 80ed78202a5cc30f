import { deepEqual, equal, throws } from "node:assert/strict";
import { resolve } from "node:path";
import { parseOptions } from "../../../../tools/bench/workload/options";
import { UsageError } from "../../../../tools/cli/command";

describe("the workload's parseOptions", () => {
    it("measures 100,000 units by the seed 1 by default", () => {
        const options = parseOptions([]);

        deepEqual(options, { units: 100_000, seed: 1, json: false, quick: false, help: false });
    });

    it("reads every option, and the plot's file as a full path", () => {
        const args = ["--units", "1000000", "--seed", "7", "--tuning", "medium", "--plot", "a.svg", "--json", "-h"];

        const options = parseOptions(args);

        deepEqual(options, {
            units: 1_000_000,
            seed: 7,
            tuning: "medium",
            plot: resolve("a.svg"),
            json: true,
            quick: false,
            help: true,
        });
    });

    it("takes few units for a smoke test, unless they are given", () => {
        const units = [["--quick"], ["--quick", "--units", "5000"]].map((args) => parseOptions(args).units);

        deepEqual(units, [2000, 5000]);
    });

    const mistakes: [name: string, args: string[], message: string][] = [
        ["too few units", ["--units", "999"], "--units: 999: must be a whole number from 1000 to 10000000"],
        ["a number with a unit", ["--units", "1e6"], "--units: 1e6: must be a whole number from 1000 to 10000000"],
        ["a negative seed", ["--seed", "-1"], "--seed: -1: must be a whole number from 0 to 1000000"],
        ["an unknown tuning", ["--tuning", "fast"], "--tuning: fast: must be one of minimal, medium, optimized"],
        ["a plot of another kind", ["--plot", "a.png"], "--plot: a.png: must be a file whose name ends with .svg"],
    ];
    for (const [name, args, message] of mistakes) {
        it(`refuses ${name}`, () => {
            const parse = () => parseOptions(args);

            throws(parse, (error: unknown) => {
                equal(error instanceof UsageError && error.message, `${message}; see npm run bench -- workload --help`);
                return true;
            });
        });
    }
});
