import { deepEqual, throws } from "node:assert/strict";
import { UsageError } from "../../../tools/cli/command";
import { parseOptions } from "../../../tools/local/options";

describe("parseOptions", () => {
    it("uses the dev stack, no events and text by default", () => {
        const options = parseOptions([]);

        deepEqual(options, { stack: "dev", events: [], json: false, keep: false, help: false });
    });

    it("reads every option, and keeps the events' order", () => {
        const args = [
            "--stack",
            "prod",
            "--event",
            '{"action":"healthCheck"}',
            "--event",
            "1",
            "--json",
            "--keep",
            "--help",
        ];

        const options = parseOptions(args);

        deepEqual(options, {
            stack: "prod",
            events: [{ action: "healthCheck" }, 1],
            json: true,
            keep: true,
            help: true,
        });
    });

    const mistakes: [name: string, args: string[], message: string | RegExp][] = [
        [
            "a stack that is a path",
            ["--stack", "../prod"],
            "--stack: ../prod: must be a stack's name; choose dev, staging or prod",
        ],
        [
            "an event that is no JSON",
            ["--event", "{x"],
            `--event: {x: must be JSON; quote it as '{"action":"healthCheck"}'`,
        ],
        ["an unknown option", ["--stak", "dev"], /^Unknown option '--stak'.*; see npm start -- --help$/s],
        ["an argument without an option", ["prod"], /^Unexpected argument 'prod'.*; see npm start -- --help$/s],
        [
            "an option without its value",
            ["--stack"],
            /^--stack: has no value; write one after the option; see npm start -- --help$/,
        ],
    ];
    for (const [name, args, message] of mistakes) {
        it(`refuses ${name}`, () => {
            const parse = () => parseOptions(args);

            throws(parse, (error: unknown) => {
                const text = error instanceof UsageError ? error.message : "";
                return typeof message === "string" ? text === message : message.test(text);
            });
        });
    }
});
