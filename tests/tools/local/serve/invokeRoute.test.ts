import { deepEqual, equal, rejects } from "node:assert/strict";
import type { InvocationResult } from "../../../../tools/local/lambda/answers";
import { createInvokeRoute, invokePath } from "../../../../tools/local/serve/invokeRoute";
import type { LoopbackRequest } from "../../../../tools/local/serve/loopbackServer";

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:dev-access";

/** The route of a function with this result, and the events that the function received. */
function prepare(result: InvocationResult = { ok: true, payload: { ok: true } }) {
    const events: unknown[] = [];
    const invoke = (event: unknown) => {
        events.push(event);
        return Promise.resolve(result);
    };
    return { events, route: createInvokeRoute({ name: "dev-access", arn, invoke }) };
}

function requestOf(changed: Partial<LoopbackRequest> = {}): LoopbackRequest {
    return { path: invokePath("dev-access"), query: new URLSearchParams(), headers: {}, body: "{}", ...changed };
}

function failure(errorType: string, errorMessage: string): InvocationResult {
    return { ok: false, timedOut: false, errorType, errorMessage };
}

describe("createInvokeRoute", () => {
    it("passes the payload to the function, and returns the function's result", async () => {
        const { route, events } = prepare({ ok: true, payload: ["answer"] });

        const answer = await route(requestOf({ body: '{"action":"healthCheck"}' }));

        deepEqual(answer, { headers: { "x-amz-executed-version": "$LATEST" }, body: ["answer"] });
        deepEqual(events, [{ action: "healthCheck" }]);
    });

    it("treats a missing payload as an empty event", async () => {
        const { route, events } = prepare();

        await route(requestOf({ body: "" }));

        deepEqual(events, [{}]);
    });

    for (const path of [invokePath(arn), `/2015-03-31/functions/${arn}/invocations`]) {
        it(`accepts the function as ${path}`, async () => {
            const { route, events } = prepare();

            await route(requestOf({ path, query: new URLSearchParams("Qualifier=$LATEST") }));

            equal(events.length, 1);
        });
    }

    it("returns a function's failure with Lambda's header and error", async () => {
        const { route } = prepare(failure("Sandbox.Timedout", "Task timed out"));

        const answer = await route(requestOf());

        deepEqual(answer, {
            headers: { "x-amz-executed-version": "$LATEST", "x-amz-function-error": "Unhandled" },
            body: { errorType: "Sandbox.Timedout", errorMessage: "Task timed out" },
        });
    });

    it("ignores other paths", () => {
        const { route } = prepare();

        const answers = ["/", "/rotate/reader", "/2015-03-31/functions"].map((path) => route(requestOf({ path })));

        deepEqual(answers, [undefined, undefined, undefined]);
    });

    const refused: [what: string, changed: Partial<LoopbackRequest>, code: string, status: number][] = [
        ["another function", { path: invokePath("dev-rotation") }, "ResourceNotFoundException", 404],
        [
            "a name that is badly escaped",
            { path: invokePath("x").replace("x", "%E0%") },
            "ResourceNotFoundException",
            404,
        ],
        ["another version", { query: new URLSearchParams("Qualifier=7") }, "ResourceNotFoundException", 404],
        ["a payload that is no JSON", { body: "{x" }, "InvalidRequestContentException", 400],
        [
            "a call that would not wait",
            { headers: { "x-amz-invocation-type": "Event" } },
            "InvalidParameterValueException",
            400,
        ],
    ];
    for (const [what, changed, code, status] of refused) {
        it(`refuses ${what} without invoking`, async () => {
            const { route, events } = prepare();

            const answer = Promise.resolve(route(requestOf(changed)));

            await rejects(answer, { code, status });
            deepEqual(events, []);
        });
    }

    it("refuses with 413 an event that has become too large", async () => {
        const { route } = prepare(failure("RequestTooLargeException", "too large"));

        const answer = Promise.resolve(route(requestOf()));

        await rejects(answer, { code: "RequestTooLargeException", status: 413 });
    });
});
