import { deepEqual, throws } from "node:assert/strict";
import { UsageError } from "../../../tools/cli/command";
import { parseOptions } from "../../../tools/cost/options";

describe("the cost's parseOptions", () => {
    it("defaults to an idle dev stack with the smallest volume, as text", () => {
        const options = parseOptions([]);

        deepEqual(options, { stack: "dev", usage: { ios: 0, storageGib: 10, acuHours: 0 }, json: false, help: false });
    });

    it("reads every option", () => {
        const options = parseOptions([
            "--stack",
            "prod",
            "--ios",
            "500000000",
            "--storage-gib",
            "200",
            "--acu-hours",
            "500",
            "--json",
            "-h",
        ]);

        deepEqual(options, {
            stack: "prod",
            usage: { ios: 500_000_000, storageGib: 200, acuHours: 500 },
            json: true,
            help: true,
        });
    });

    for (const [text, ios] of [
        ["1e9", 1_000_000_000],
        ["2.5E8", 250_000_000],
    ] as const) {
        it(`reads ${text} as a whole number`, () => {
            const { usage } = parseOptions(["--ios", text]);

            deepEqual(usage.ios, ios);
        });
    }

    const notWhole = (text: string) =>
        `--ios: ${text}: must be a whole number from 0 to 10000000000000; write it in digits, or as 1e9`;
    const mistakes: [name: string, args: string[], message: string][] = [
        [
            "a stack that is a path",
            ["--stack", "../prod"],
            "--stack: ../prod: must be a stack's name; choose dev, staging or prod",
        ],
        [
            "part of a request",
            ["--ios", "1.5"],
            "--ios: 1.5: must be a whole number from 0 to 10000000000000; write it in digits, or as 1e9",
        ],
        [
            "more requests than can be",
            ["--ios", "10000000000001"],
            "--ios: 10000000000001: must be a whole number from 0 to 10000000000000; write it in digits, or as 1e9",
        ],
        [
            "a volume that is smaller than Aurora's",
            ["--storage-gib", "9"],
            "--storage-gib: 9: must be a whole number from 10 to 262144; write it in digits, or as 1e9",
        ],
        [
            "a volume that is larger than Aurora's",
            ["--storage-gib", "262145"],
            "--storage-gib: 262145: must be a whole number from 10 to 262144; write it in digits, or as 1e9",
        ],
        [
            "an option without its value",
            ["--ios"],
            "--ios: has no value; write one after the option; see npm run cost -- --help",
        ],
        [
            "a negative number",
            ["--ios", "-5"],
            "--ios: -5: must be a whole number from 0 to 10000000000000; write it in digits, or as 1e9",
        ],
        ["a number of another form", ["--ios", "0x10"], notWhole("0x10")],
        ["a number with a fraction in it", ["--ios", "1.55e1"], notWhole("1.55e1")],
        ["a number that is too large", ["--ios", "1e99"], notWhole("1e99")],
        [
            "an option in the place of a value",
            ["--ios", "--json"],
            "--ios: has no value; write one after the option; see npm run cost -- --help",
        ],
        ["an unknown option", ["--io", "5"], "Unknown option '--io' (did you mean --ios?); see npm run cost -- --help"],
        ["an unknown option like none", ["--colours"], "Unknown option '--colours'; see npm run cost -- --help"],
        [
            "an argument without an option, whatever it holds",
            ["5. 6"],
            "Unexpected argument '5. 6'; see npm run cost -- --help",
        ],
    ];
    for (const [name, args, message] of mistakes) {
        it(`refuses ${name}`, () => {
            const parse = () => parseOptions(args);

            throws(parse, (error: unknown) => error instanceof UsageError && error.message === message);
        });
    }
});
