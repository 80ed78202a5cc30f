import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { afterEach, describe, it } from "mocha";
import { createService, stopService } from "../../../examples/application/server.mjs";

describe("the application's HTTP service", () => {
    const services = [];
    const log = [];

    /** Serves the verbs. A missing verb returns its argument. */
    async function serve(verbs = {}) {
        const echo = (name) => async (input) => ({ [name]: input });
        const names = ["define", "assign", "expose", "record", "ask"];
        const all = { ...Object.fromEntries(names.map((name) => [name, echo(name)])), ...verbs };
        const service = createService(all, (entry) => log.push(entry));
        services.push(service);
        service.listen(0, "127.0.0.1");
        await once(service, "listening");
        return service;
    }

    async function call(service, method, path, body) {
        const { port } = service.address();
        const sent = request({ host: "127.0.0.1", port, method, path });
        sent.end(body);
        const [response] = await once(sent, "response");
        let text = "";
        for await (const chunk of response) text += chunk;
        return { status: response.statusCode, headers: response.headers, answer: JSON.parse(text) };
    }

    afterEach(async () => {
        log.length = 0;
        for (const service of services.splice(0)) await stopService(service, 0);
    });

    for (const [method, path, body, answer] of [
        ["POST", "/experiments/button/assignments", { unit: "u" }, { assign: { experiment: "button", unit: "u" } }],
        [
            "POST",
            "/experiments/button/exposures",
            { unit: "u", exposedAt: "2026-11-26T12:00:00Z" },
            { expose: { experiment: "button", unit: "u", exposedAt: "2026-11-26T12:00:00Z" } },
        ],
        [
            "POST",
            "/events",
            { unit: "u", metric: "m", value: 2, occurredAt: "2026-11-26T12:00:00Z" },
            { record: { unit: "u", metric: "m", value: 2, occurredAt: "2026-11-26T12:00:00Z" } },
        ],
        ["GET", "/experiments/button/conversions?metric=m", undefined, { ask: { experiment: "button", metric: "m" } }],
    ]) {
        it(`answers ${method} ${path}`, async () => {
            const service = await serve();

            const called = await call(service, method, path, body && JSON.stringify(body));

            assert.deepEqual([called.status, called.answer], [200, answer]);
        });
    }

    for (const [what, method, path, body, status, code] of [
        ["a call that there is not", "DELETE", "/experiments/button", "", 404, "callUnknown"],
        ["a path beyond a call", "POST", "/events/1", "{}", 404, "callUnknown"],
        ["a path that is not encoded", "GET", "/experiments/%E0%A4%A/conversions", undefined, 400, "requestInvalid"],
        ["what is no JSON", "POST", "/events", "unit=u", 400, "requestInvalid"],
        ["a body beyond 64 KiB", "POST", "/events", `"${"x".repeat(65_536)}"`, 413, "bodyTooLarge"],
    ]) {
        it(`refuses ${what}: ${status} ${code}`, async () => {
            const service = await serve();

            const called = await call(service, method, path, body);

            assert.deepEqual([called.status, called.answer.error.code, log], [status, code, []]);
        });
    }

    it("responds with the time to retry, and logs the reason", async () => {
        const error = Object.assign(new Error("value 4711"), { name: "PostgresError", code: "57P01" });
        const service = await serve({ record: () => Promise.reject(error) });

        const called = await call(service, "POST", "/events", '{"unit":"u","metric":"m"}');

        assert.deepEqual([called.status, called.headers["retry-after"]], [503, "1"]);
        assert.equal(called.answer.error.code, "unavailable");
        assert.deepEqual(log, [
            { answered: "unavailable", name: "PostgresError", code: "57P01", constraint: undefined },
        ]);
    });

    it("completes running calls before it stops, and accepts no new ones", async () => {
        let finish;
        const begun = new Promise((resolve) => (finish = resolve));
        let reached;
        const started = new Promise((resolve) => (reached = resolve));
        const service = await serve({
            record: async () => {
                reached();
                await begun;
                return { accepted: true };
            },
        });
        const { port } = service.address();
        const running = call(service, "POST", "/events", '{"unit":"u","metric":"m"}');
        await started;

        const stopped = stopService(service);
        const late = request({ host: "127.0.0.1", port, method: "GET", path: "/" });
        const [refused] = await once(late.end(), "error");
        finish();

        assert.equal(refused.code, "ECONNREFUSED");
        assert.deepEqual((await running).answer, { accepted: true });
        await stopped;
    });
});
