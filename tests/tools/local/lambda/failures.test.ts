import assert from "node:assert/strict";
import { maxEventBytes, maxResponseBytes } from "../../../../tools/local/lambda/answers";
import { type LocalFunction, startFunction } from "../../../../tools/local/lambda/function";
import { options } from "./sample";

describe("a function that fails", () => {
    let subject: LocalFunction;

    before(async () => {
        subject = await startFunction(options);
    });

    after(async () => {
        await subject.stop();
    });

    for (const { event, errorType, errorMessage } of [
        { event: { action: "throw" }, errorType: "TypeError", errorMessage: "not like that" },
        { event: { action: "throwText" }, errorType: "string", errorMessage: "just text" },
        { event: { action: "bigint" }, errorType: "Error", errorMessage: "Unable to stringify response body" },
        { event: { action: "reject" }, errorType: "Runtime.UnhandledPromiseRejection", errorMessage: "Error: lost" },
        { event: { action: "uncaught" }, errorType: "RangeError", errorMessage: "too late" },
        {
            event: { action: "exit", code: 3 },
            errorType: "Runtime.ExitError",
            errorMessage: "RequestId: ID Error: Runtime exited with error: exit status 3",
        },
        {
            event: { action: "exit", code: 0 },
            errorType: "Runtime.ExitError",
            errorMessage: "RequestId: ID Error: Runtime exited without providing a reason",
        },
        {
            event: { action: "kill" },
            errorType: "Runtime.ExitError",
            errorMessage: "RequestId: ID Error: Runtime exited with error: signal: killed",
        },
        {
            event: { action: "heap" },
            errorType: "Runtime.ExitError",
            errorMessage: "RequestId: ID Error: Runtime exited with error: signal: aborted",
        },
        {
            event: { action: "text", length: maxResponseBytes - 1 },
            errorType: "Function.ResponseSizeTooLarge",
            errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
        },
        {
            event: "x".repeat(maxEventBytes - 1),
            errorType: "RequestTooLargeException",
            errorMessage: "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
        },
    ]) {
        it(`returns ${errorType} for ${JSON.stringify(event).slice(0, 40)}, and then works again`, async () => {
            const failed = await subject.invoke(event);
            const next = await subject.invoke({ action: "echo" });

            assert.ok(!failed.ok);
            const words = { ...failed, errorMessage: failed.errorMessage.replace(/[0-9a-f-]{36}/, "ID") };
            assert.deepEqual(words, { ok: false, timedOut: false, errorType, errorMessage });
            assert.deepEqual(next, { ok: true, payload: { action: "echo" } });
        });
    }
});
