import { deepEqual, equal, rejects } from "node:assert/strict";
import { request } from "node:http";
import { awsError } from "../../../../tools/local/aws/awsError";
import { type LoopbackServer, type Route, startLoopbackServer } from "../../../../tools/local/serve/loopbackServer";

const routes: readonly Route[] = [
    ({ path, query, body }) =>
        path === "/echo"
            ? Promise.resolve({ headers: { "x-seen": query.get("q") ?? "" }, body: { length: body.length } })
            : undefined,
    ({ path }) => (path === "/refuse" ? Promise.reject(awsError("Code", "words", 418)) : undefined),
    ({ path }) => (path === "/fail" ? Promise.reject(new Error("broken")) : undefined),
];

/** Sends a request with another `Host` header, which `fetch` does not support. */
async function statusFor(url: string, headers: Record<string, string>): Promise<number | undefined> {
    return await new Promise((resolve, reject) => {
        request(url, { method: "POST", headers }, (response) => {
            response.resume();
            resolve(response.statusCode);
        })
            .on("error", reject)
            .end("{}");
    });
}

describe("startLoopbackServer", () => {
    let server: LoopbackServer;
    before(async () => {
        server = await startLoopbackServer(routes);
    });
    after(() => server.stop());

    it("passes on path, query and body, and responds in JSON", async () => {
        const response = await fetch(`${server.url}/echo?q=a`, { method: "POST", body: "12345" });

        deepEqual([response.status, response.headers.get("x-seen")], [200, "a"]);
        equal(await response.text(), '{"length":5}\n', "a newline keeps the prompt of a shell on its own line");
    });

    const failures: [what: string, path: string, status: number, code: string, body: object][] = [
        ["a refusal with its code", "/refuse", 418, "Code", { Type: "User", Message: "words" }],
        ["a failure", "/fail", 500, "ServiceException", { Type: "Service", Message: "broken" }],
        [
            "an unknown path",
            "/other",
            404,
            "UnknownOperationException",
            { Type: "User", Message: "POST /other: is not served; use a URL that npm start has printed" },
        ],
    ];
    for (const [what, path, status, code, body] of failures) {
        it(`responds to ${what} in AWS's error format`, async () => {
            const response = await fetch(server.url + path, { method: "POST", body: "{}" });

            deepEqual([response.status, response.headers.get("x-amzn-errortype")], [status, code]);
            deepEqual(await response.json(), body);
        });
    }

    it("refuses other methods than POST", async () => {
        const response = await fetch(`${server.url}/echo`);

        equal(response.status, 405);
    });

    it("accepts Lambda's six megabytes, and refuses one byte more with a response that arrives", async () => {
        const post = (bytes: number) => fetch(`${server.url}/echo`, { method: "POST", body: Buffer.alloc(bytes, "x") });

        const responses = [await post(6_291_456), await post(6_291_457)];

        deepEqual(
            responses.map(({ status, headers }) => [status, headers.get("x-amzn-errortype")]),
            [
                [200, null],
                [413, "RequestTooLargeException"],
            ],
        );
    });

    it("refuses a web page's request to any path", async () => {
        const { port } = new URL(server.url);

        const statuses = [
            await statusFor(`${server.url}/echo`, { host: `evil.example:${port}` }),
            await statusFor(`${server.url}/other`, { host: `127.0.0.1:${port}`, origin: "http://evil.example" }),
            await statusFor(`${server.url}/echo`, { host: `localhost:${port}` }),
        ];

        deepEqual(statuses, [403, 403, 200]);
    });

    it("closes its port when it is stopped, also twice and with a call at work", async () => {
        const never: Route = () => new Promise(() => undefined);
        const other = await startLoopbackServer([never]);
        const hanging = fetch(other.url, { method: "POST", body: "{}" });
        const refused = rejects(hanging);

        await Promise.all([other.stop(), other.stop()]);

        await refused;
        await rejects(fetch(other.url, { method: "POST", body: "{}" }));
    });
});
