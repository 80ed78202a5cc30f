import { deepEqual, throws } from "node:assert/strict";
import { UsageError } from "../../commandLine/command";
import { parseOptions } from "../../cost/options";

describe("the cost's parseOptions", () => {
    it("takes the dev stack, idle, with the smallest volume, as text, without any option", () => {
        const options = parseOptions([]);

        deepEqual(options, { stack: "dev", usage: { ios: 0, storageGib: 10 }, json: false, help: false });
    });

    it("reads every option", () => {
        const options = parseOptions(["--stack", "prod", "--ios", "500000000", "--storage-gib", "200", "--json", "-h"]);

        deepEqual(options, { stack: "prod", usage: { ios: 500_000_000, storageGib: 200 }, json: true, help: true });
    });

    const mistakes: [name: string, args: string[], message: string][] = [
        [
            "a stack that is a path",
            ["--stack", "../prod"],
            "--stack: ../prod: must be a stack's name; choose dev, staging or prod",
        ],
        [
            "part of a request",
            ["--ios", "1.5"],
            "--ios: 1.5: must be a whole number from 0 to 10000000000000; set it to one",
        ],
        [
            "more requests than can be",
            ["--ios", "10000000000001"],
            "--ios: 10000000000001: must be a whole number from 0 to 10000000000000; set it to one",
        ],
        [
            "a volume that is smaller than Aurora's",
            ["--storage-gib", "9"],
            "--storage-gib: 9: must be a whole number from 10 to 262144; set it to one",
        ],
        [
            "a volume that is larger than Aurora's",
            ["--storage-gib", "262145"],
            "--storage-gib: 262145: must be a whole number from 10 to 262144; set it to one",
        ],
        [
            "an option without its value",
            ["--ios"],
            "Option '--ios <value>' argument missing; see npm run cost -- --help",
        ],
        [
            "a value that looks like an option",
            ["--ios", "-5"],
            "Option '--ios' argument is ambiguous; see npm run cost -- --help",
        ],
        ["an unknown option", ["--io", "5"], "Unknown option '--io'; see npm run cost -- --help"],
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
