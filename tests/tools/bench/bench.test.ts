import { deepEqual, equal, throws } from "node:assert/strict";
import { figureOf, jsonOf, missesTarget } from "../../../tools/bench/figure";
import { parseOptions } from "../../../tools/bench/options";
import { jsonReport, textReport } from "../../../tools/bench/report";
import { distributionOf } from "../../../tools/bench/statistics";
import { UsageError } from "../../../tools/cli/command";

describe("distributionOf", () => {
    const cases: [name: string, samples: number[], median: number, lower: number, upper: number][] = [
        ["one sample", [3], 3, 3, 3],
        ["an odd number of them, in any order and by value", [10, 9, 1, 100, 2], 9, 2, 10],
        ["an even number of them", [4, 1, 3, 2], 2.5, 1.75, 3.25],
    ];
    for (const [name, samples, median, lowerQuartile, upperQuartile] of cases) {
        it(`gives median and quartiles of ${name}, and leaves the samples as they are`, () => {
            const before = [...samples];

            const distribution = distributionOf(samples);

            deepEqual(distribution, { median, lowerQuartile, upperQuartile, samples: samples.length });
            deepEqual(samples, before);
        });
    }

    for (const samples of [[], [1, Number.NaN], [Number.POSITIVE_INFINITY]]) {
        it(`refuses the samples [${samples.join(", ")}]`, () => {
            const make = () => distributionOf(samples);

            throws(
                make,
                /^Error: cannot calculate a figure from \d samples: there must be one, and all must be numbers$/,
            );
        });
    }
});

describe("figureOf", () => {
    it("divides median by median", () => {
        const figure = figureOf({ name: "a", unit: "ms", target: 1.2 }, [1, 4, 100], [2, 3, 100]);

        equal(figure.ratio, 1.333);
        equal(missesTarget(figure), true);
    });

    it("meets a target that the ratio, with three decimals, just reaches", () => {
        const figure = figureOf({ name: "a", unit: "ms", target: 1.1 }, [1.1004], [1]);

        equal(figure.ratio, 1.1);
        equal(missesTarget(figure), false);
    });

    it("has no ratio without a baseline, and cannot miss a missing target", () => {
        const alone = figureOf({ name: "a", unit: "bytes" }, [5]);
        const slow = figureOf({ name: "b", unit: "ms" }, [5], [1]);

        deepEqual([alone.ratio, alone.baseline, missesTarget(alone)], [null, null, false]);
        deepEqual([slow.ratio, slow.target, missesTarget(slow)], [5, null, false]);
    });

    it("misses a limit that the median exceeds, with any ratio", () => {
        const within = figureOf({ name: "a", unit: "ms", limit: 1 }, [0.5, 1, 9], [0.1]);
        const beyond = figureOf({ name: "b", unit: "ms", limit: 1, target: 2 }, [1.001], [1]);

        deepEqual([within, beyond].map(missesTarget), [false, true]);
    });

    it("refuses a baseline of 0", () => {
        const make = () => figureOf({ name: "a", unit: "ms" }, [5], [0]);

        throws(make, /^Error: a: the baseline is 0: nothing can be measured against it$/);
    });
});

describe("jsonOf", () => {
    it("gives name, unit, median, baseline, ratio and target, with three decimals", () => {
        const json = jsonOf(figureOf({ name: "a", unit: "ms", target: 1.25 }, [1.23456], [1]));

        deepEqual(json, { name: "a", unit: "ms", median: 1.235, baseline: 1, ratio: 1.235, target: 1.25, limit: null });
    });

    it("gives null for missing values", () => {
        const json = jsonOf(figureOf({ name: "a", unit: "bytes" }, [5]));

        deepEqual(json, {
            name: "a",
            unit: "bytes",
            median: 5,
            baseline: null,
            ratio: null,
            target: null,
            limit: null,
        });
    });
});

describe("the bench's reports", () => {
    const met = figureOf({ name: "quick", unit: "ms", target: 1.25 }, [1, 1.1, 1.2], [1, 1, 1]);
    const missed = figureOf({ name: "slow", unit: "ms", target: 1.1 }, [1500], [1000]);
    const bytes = figureOf({ name: "size", unit: "bytes" }, [268252]);

    it("show one line for each figure, with spread, ratio and whether it meets its target", () => {
        const text = textReport([met, missed, bytes]);

        equal(
            text,
            [
                "",
                "  figure          median   middle half     baseline   middle half     ratio   target",
                "  ──────   ─────────────   ─────────────   ────────   ─────────────   ─────   ──────   ──────",
                "  quick         1.100 ms   1.050 – 1.150   1.000 ms   1.000 – 1.000   1.100     1.25   met",
                "  slow          1,500 ms                   1,000 ms                   1.500     1.10   missed",
                "  size     268,252 bytes",
                "",
                "  Missed: slow.",
                "",
            ].join("\n"),
        );
    });

    it("state that every target is met", () => {
        const text = textReport([met, bytes]);

        equal(text.split("\n").at(-2), "  Every target is met.");
    });

    it("are one array as JSON", () => {
        const parsed: unknown = JSON.parse(jsonReport([met, missed, bytes]));

        deepEqual(parsed, [met, missed, bytes].map(jsonOf));
    });
});

describe("the bench's parseOptions", () => {
    it("runs all rounds and prints text by default", () => {
        const options = parseOptions([]);

        deepEqual(options, { json: false, quick: false, help: false });
    });

    it("reads every option", () => {
        const options = parseOptions(["--json", "--quick", "-h"]);

        deepEqual(options, { json: true, quick: true, help: true });
    });

    const mistakes: [name: string, args: string[], message: RegExp][] = [
        ["an unknown option", ["--fast"], /^Unknown option '--fast'.*; see npm run bench -- --help$/s],
        ["an argument without an option", ["access"], /^Unexpected argument 'access'.*; see npm run bench -- --help$/s],
        ["a value for a flag", ["--json=yes"], /does not take an argument; see npm run bench -- --help$/],
    ];
    for (const [name, args, message] of mistakes) {
        it(`refuses ${name}`, () => {
            const parse = () => parseOptions(args);

            throws(parse, (error: unknown) => error instanceof UsageError && message.test(error.message));
        });
    }
});
