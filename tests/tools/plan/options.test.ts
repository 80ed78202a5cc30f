import { deepEqual, throws } from "node:assert/strict";
import { UsageError } from "../../../tools/cli/command";
import { parseOptions } from "../../../tools/plan/options";

describe("parseOptions of npm run plan", () => {
    it("defaults to the plan of dev as text", () => {
        const options = parseOptions([]);

        deepEqual(options, { stack: "dev", diff: undefined, json: false, help: false });
    });

    it("reads every option", () => {
        const options = parseOptions(["--stack", "prod", "--diff", "staging", "--json", "--help"]);

        deepEqual(options, { stack: "prod", diff: "staging", json: true, help: true });
    });

    const mistakes: [name: string, args: string[], message: RegExp][] = [
        [
            "a stack that is a path",
            ["--stack", "../prod"],
            /^--stack: \.\.\/prod: must be a stack's name; choose dev, staging or prod$/,
        ],
        [
            "another stack that is a path",
            ["--diff", "a/b"],
            /^--diff: a\/b: must be a stack's name; choose dev, staging or prod$/,
        ],
        [
            "a stack compared with itself",
            ["--diff", "dev"],
            /^--diff: dev: is the planned stack itself; name another with --stack or --diff$/,
        ],
        ["an unknown option", ["--dif", "dev"], /^Unknown option '--dif'.*; see npm run plan -- --help$/s],
        ["an argument without an option", ["prod"], /^Unexpected argument 'prod'.*; see npm run plan -- --help$/s],
        [
            "an option without its value",
            ["--diff"],
            /^--diff: has no value; write one after the option; see npm run plan -- --help$/,
        ],
    ];
    for (const [name, args, message] of mistakes) {
        it(`refuses ${name}`, () => {
            const parse = () => parseOptions(args);

            throws(parse, (error: unknown) => error instanceof UsageError && message.test(error.message));
        });
    }
});
