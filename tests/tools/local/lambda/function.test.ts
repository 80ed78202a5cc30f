import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { toRecord } from "../../../../offline/toRecord";
import { maxResponseBytes } from "../../../../tools/local/lambda/answers";
import { type LocalFunction, startFunction } from "../../../../tools/local/lambda/function";
import { options } from "./sample";

describe("startFunction", () => {
    let subject: LocalFunction;

    before(async () => {
        subject = await startFunction(options);
    });

    after(async () => {
        await subject.stop();
    });

    it("keeps its state between invocations, and reports the duration of its initialisation", async () => {
        const first = await subject.invoke({ action: "count" });
        const second = await subject.invoke({ action: "count" });

        assert.deepEqual(
            [first, second],
            [
                { ok: true, payload: 1 },
                { ok: true, payload: 2 },
            ],
        );
        assert.ok(subject.initDurationMs !== undefined && subject.initDurationMs > 0);
    });

    it("sets exactly the registered variables and Lambda's own, which take precedence", async () => {
        const result = await subject.invoke({ action: "environment" });

        assert.ok(result.ok);
        const { LAMBDA_TASK_ROOT, ...others } = toRecord(result.payload);
        assert.match(String(LAMBDA_TASK_ROOT), /local-function-\w+\/task$/);
        assert.deepEqual(others, {
            ENVIRONMENT: "dev",
            AWS_REGION: "eu-west-1",
            AWS_LAMBDA_FUNCTION_NAME: "access",
            _HANDLER: "__index.handler",
        });
    });

    it("gives the code Lambda's context", async () => {
        const result = await subject.invoke({ action: "context" });

        assert.ok(result.ok);
        const { awsRequestId, remaining, ...others } = toRecord(result.payload);
        assert.match(String(awsRequestId), /^[0-9a-f-]{36}$/);
        assert.ok(typeof remaining === "number" && remaining > 0 && remaining <= 5_000);
        assert.deepEqual(others, {
            functionName: "access",
            functionVersion: "$LATEST",
            invokedFunctionArn: options.arn,
            memoryLimitInMB: "64",
            logGroupName: "/aws/lambda/access",
            logStreamName: "local",
            callbackWaitsForEmptyEventLoop: true,
        });
    });

    it("passes events and results as JSON", async () => {
        const when = new Date(0);

        const result = await subject.invoke({ action: "echo", when, none: undefined, nothing: null });

        const payload = { action: "echo", when: "1970-01-01T00:00:00.000Z", nothing: null };
        assert.deepEqual(result, { ok: true, payload });
    });

    it("returns null for undefined, and the largest permitted result in full", async () => {
        const nothing = await subject.invoke({ action: "nothing" });
        const largest = await subject.invoke({ action: "text", length: maxResponseBytes - 2 });

        assert.deepEqual(nothing, { ok: true, payload: null });
        assert.deepEqual(largest, { ok: true, payload: "x".repeat(maxResponseBytes - 2) });
    });

    it("runs invocations one after another", async () => {
        const events = [1, 2, 3].map((number) => ({ action: "echo", number }));

        const results = await Promise.all(events.map((event) => subject.invoke(event)));

        assert.deepEqual(
            results,
            events.map((payload) => ({ ok: true, payload })),
        );
    });

    it("reports its highest memory, including Buffers", async () => {
        const bytes = 200_000_000;

        await subject.invoke({ action: "buffer", bytes });

        assert.ok(subject.peakResidentBytes > bytes);
        assert.ok(subject.peakResidentBytes < 2 * bytes);
    });

    it("rejects with the signal's reason when it is aborted, and works again", async () => {
        const controller = new AbortController();
        const looping = subject.invoke({ action: "loop" }, { signal: controller.signal });
        const refused = assert.rejects(looping, { message: "enough" });
        await delay(20);
        controller.abort(new Error("enough"));

        await refused;
        const next = await subject.invoke({ action: "count" });

        assert.deepEqual(next, { ok: true, payload: 1 });
    });

    it("passes on every line that the code prints", async () => {
        const printed: string[] = [];
        const printer = await startFunction({ ...options, onLog: (line) => printed.push(line) });
        await printer.invoke({ action: "print", line: "to stdout\nand more" });

        await printer.stop();

        assert.deepEqual([...printed].sort(), ["and more", "to stderr", "to stdout"]);
    });

    it("ends an invocation when its time-out expires", async () => {
        const slow = await startFunction({ ...options, timeoutSeconds: 0.1 });

        const result = await slow.invoke({ action: "loop" });
        const next = await slow.invoke({ action: "count" });
        await slow.stop();

        assert.ok(!result.ok);
        assert.equal(result.timedOut, true);
        assert.equal(result.errorType, "Sandbox.Timedout");
        assert.match(result.errorMessage, /^RequestId: [0-9a-f-]{36} Error: Task timed out after 0\.10 seconds$/);
        assert.deepEqual(next, { ok: true, payload: 1 });
    });

    it("leaves neither process nor folder when stopped during an invocation", async () => {
        const busy = await startFunction(options);
        const environment = await busy.invoke({ action: "environment" });
        assert.ok(environment.ok);
        const folder = dirname(String(toRecord(environment.payload)["LAMBDA_TASK_ROOT"]));
        const id = Number(readFileSync(`${folder}/runtime/process.id`, "utf8"));
        const refused = assert.rejects(busy.invoke({ action: "loop" }), { message: /has been stopped$/ });

        await Promise.all([busy.stop(), busy.stop()]);
        await refused;

        assert.throws(() => process.kill(id, 0), { code: "ESRCH" });
        assert.equal(existsSync(folder), false);
        await assert.rejects(busy.invoke({}), { message: "the function access has been stopped" });
    });
});
