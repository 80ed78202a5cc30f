import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { type LocalFunction, startFunction } from "../../../../tools/local/lambda/function";
import { options } from "./sample";

describe("the host map of a function", () => {
    let subject: LocalFunction;
    let web: Server;
    let webPort: number;

    before(async () => {
        web = createServer((request, response) => response.end(`asked as ${request.headers.host ?? ""}`));
        await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
        const address = web.address();
        assert.ok(typeof address === "object" && address !== null);
        webPort = address.port;
        const hostMap = { "endpoint.example": { address: "127.0.0.1", port: webPort }, same: { address: "127.0.0.1" } };
        subject = await startFunction({ ...options, hostMap });
    });

    after(async () => {
        await subject.stop();
        web.close();
    });

    for (const { url, expected } of [
        { url: "http://endpoint.example:5432/", expected: "asked as endpoint.example:5432" },
        { url: "http://ENDPOINT.example/", expected: "asked as endpoint.example" },
        { url: "http://other.example/", expected: "ENOTFOUND getaddrinfo ENOTFOUND other.example" },
        { url: "http://192.0.2.1/", expected: "ENOTFOUND getaddrinfo ENOTFOUND 192.0.2.1" },
    ]) {
        it(`returns "${expected}" for ${url}`, async () => {
            const result = await subject.invoke({ action: "get", url });

            assert.deepEqual(result, { ok: true, payload: expected });
        });
    }

    it("redirects every form of a host and a port", async () => {
        const forms = [
            [{ host: "endpoint.example", port: 5432 }],
            [5432, "endpoint.example"],
            [{ host: "same", port: webPort }],
            [webPort],
            [webPort, "localhost"],
            ["/nowhere/socket"],
        ];

        const results = [];
        for (const parameters of forms) results.push(await subject.invoke({ action: "connect", parameters }));

        assert.deepEqual(
            results,
            [webPort, webPort, webPort, webPort, webPort, "ENOENT"].map((payload) => ({ ok: true, payload })),
        );
    });
});
