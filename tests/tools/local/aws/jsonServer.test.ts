import assert from "node:assert/strict";
import { awsError } from "../../../../tools/local/aws/awsError";
import { startJsonServer } from "../../../../tools/local/aws/jsonServer";
import { parseBody } from "../../../../tools/local/aws/requestBody";

describe("startJsonServer", () => {
    const thrown: [what: string, error: unknown, status: number, answer: object][] = [
        ["AWS's errors by their code", awsError("Code", "words", 418), 418, { __type: "Code", message: "words" }],
        [
            "any other error without its message, which may quote a value",
            new TypeError("a-password"),
            500,
            { __type: "InternalServiceError", message: "The local endpoints failed (TypeError)." },
        ],
        [
            "what is no error at all",
            "a-password",
            500,
            { __type: "InternalServiceError", message: "The local endpoints failed (string)." },
        ],
    ];
    for (const [what, error, status, answer] of thrown) {
        it(`returns ${what}`, async () => {
            const server = await startJsonServer(() => {
                throw error;
            });
            try {
                const response = await fetch(server.url, { method: "POST", body: "{}" });

                assert.equal(response.status, status);
                assert.deepEqual(await response.json(), answer);
            } finally {
                await server.stop();
            }
        });
    }

    it("passes on the body and the headers unchanged", async () => {
        const server = await startJsonServer(({ headers, body }) =>
            Promise.resolve({ target: headers["x-amz-target"], body: body.toString("utf8") }),
        );
        try {
            const headers = { "X-Amz-Target": "A.B" };

            const response = await fetch(server.url, { method: "POST", headers, body: '{"a":"ü"}' });

            assert.deepEqual(await response.json(), { target: "A.B", body: '{"a":"ü"}' });
        } finally {
            await server.stop();
        }
    });
});

describe("parseBody", () => {
    it("reads a JSON object", () => {
        assert.deepEqual(parseBody(Buffer.from('{"a":["b"]}')), { a: ["b"] });
    });

    for (const text of ["", "a-password", "[]", "null", '"a-password"', '{"a":']) {
        it(`refuses ${JSON.stringify(text)} without quoting it`, () => {
            assert.throws(() => parseBody(Buffer.from(text)), {
                code: "SerializationException",
                message: "The request is not a JSON object.",
            });
        });
    }
});
