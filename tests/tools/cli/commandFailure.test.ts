import { deepEqual } from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { ConfigurationError } from "../../../settings/configReader";
import { commandFailure } from "../../../tools/cli/commandFailure";

describe("commandFailure", () => {
    const cases: [title: string, error: unknown, message: string][] = [
        [
            "states the result before an error's message",
            new Error("the disk is full"),
            "Nothing was done. the disk is full",
        ],
        ["states the result before a thrown text", "the disk is full", "Nothing was done. the disk is full"],
        [
            "leaves a mistake in the configuration alone",
            new ConfigurationError("owner: has no value"),
            "owner: has no value",
        ],
        ["leaves a refusal of the program alone", new RunError("stack: nope: has no file"), "stack: nope: has no file"],
    ];
    for (const [title, error, message] of cases) {
        it(title, () => {
            const failure = commandFailure("Nothing was done.", error, new AbortController().signal);

            deepEqual(failure, { message, exitCode: 1 });
        });
    }

    it("ends with the interruption's exit code once the signal is aborted", () => {
        const failure = commandFailure("Nothing was done.", new Error("Interrupted."), AbortSignal.abort());

        deepEqual(failure, { message: "Interrupted.", exitCode: 130 });
    });
});
