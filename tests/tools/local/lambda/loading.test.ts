import assert from "node:assert/strict";
import { startFunction } from "../../../../tools/local/lambda/function";
import { options } from "./sample";

describe("a function whose code does not load", () => {
    for (const { text, errorType, errorMessage } of [
        { text: "throw new RangeError('at load')", errorType: "RangeError", errorMessage: /^at load$/ },
        {
            text: "exports.other = 1",
            errorType: "Runtime.HandlerNotFound",
            errorMessage: /^__index\.handler is undefined or not exported$/,
        },
        {
            text: "this is no program",
            errorType: "Runtime.UserCodeSyntaxError",
            errorMessage: /^SyntaxError: Unexpected identifier/,
        },
        {
            text: "require('not-packaged')",
            errorType: "Runtime.ImportModuleError",
            errorMessage: /^Error: Cannot find module 'not-packaged'/,
        },
    ]) {
        it(`returns ${errorType} for every invocation`, async () => {
            const subject = await startFunction({ ...options, code: text });

            const result = await subject.invoke({});
            await subject.stop();

            assert.ok(!result.ok);
            assert.equal(result.errorType, errorType);
            assert.match(result.errorMessage, errorMessage);
            assert.equal(subject.initDurationMs, undefined);
        });
    }

    it("is refused at once when the handler has no name", async () => {
        await assert.rejects(startFunction({ ...options, handler: "index" }), {
            name: "Runtime.MalformedHandlerName",
            message: "Bad handler index: expected <file>.<export>",
        });
    });

    it("is refused at once if the Node.js executable does not exist", async () => {
        await assert.rejects(startFunction({ ...options, nodeExecutable: "/nowhere/node" }), { code: "ENOENT" });
    });
});
