import assert from "node:assert/strict";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { access, assertRefused, clientOptions, withEndpoints } from "./fixture";

const invalidToken = "The security token included in the request is invalid.";
const mismatch =
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key " +
    "and signing method. Consult the service documentation for details.";

describe("verifySignature", () => {
    const cases: [what: string, change: object, name: string, message: string][] = [
        ["an unknown access key", { accessKeyId: "OTHER" }, "UnrecognizedClientException", invalidToken],
        ["another session's token", { sessionToken: "other" }, "UnrecognizedClientException", invalidToken],
        ["another secret key", { secretAccessKey: "other" }, "InvalidSignatureException", mismatch],
    ];

    for (const [what, change, name, message] of cases) {
        it(`refuses ${what}`, async () => {
            await withEndpoints(async ({ ssm, endpoints }) => {
                const call = ssm({ ...access, ...change }).send(new GetParameterCommand({ Name: "/db/host" }));

                await assertRefused(call, name, message);
                assert.deepEqual(endpoints.log, []);
            });
        });
    }

    it("refuses credentials without their session token", async () => {
        await withEndpoints(async ({ ssm }) => {
            const { accessKeyId, secretAccessKey, roleArn, policies } = access;
            const client = ssm({ accessKeyId, secretAccessKey, roleArn, policies });

            const call = client.send(new GetParameterCommand({ Name: "/db/host" }));

            await assertRefused(call, "UnrecognizedClientException", invalidToken);
        });
    });

    it("refuses a signature for another region", async () => {
        await withEndpoints(async ({ endpoints }) => {
            const client = new SSMClient({ ...clientOptions(endpoints.url, access), region: "eu-west-2" });
            try {
                await assertRefused(
                    client.send(new GetParameterCommand({ Name: "/db/host" })),
                    "InvalidSignatureException",
                    "Credential should be scoped to a valid region.",
                );
            } finally {
                client.destroy();
            }
        });
    });

    const forged: [what: string, change: (headers: Headers) => void, expected: object][] = [
        [
            "no signature",
            (headers) => {
                headers.delete("authorization");
            },
            { __type: "MissingAuthenticationTokenException", message: "Missing Authentication Token" },
        ],
        [
            "a signature in another form",
            (headers) => {
                headers.set("authorization", "Bearer x");
            },
            {
                __type: "IncompleteSignatureException",
                message: "The Authorization header is not in the form of AWS4-HMAC-SHA256.",
            },
        ],
        [
            "an AWS header that is not signed",
            (headers) => {
                headers.set("x-amz-extra", "1");
            },
            {
                __type: "InvalidSignatureException",
                message: "'x-amz-extra' must be a 'SignedHeader' in the AWS Authorization.",
            },
        ],
        [
            "a host that is not signed",
            (headers) => {
                headers.set("authorization", headers.get("authorization")?.replace("host;", "") ?? "");
            },
            {
                __type: "InvalidSignatureException",
                message: "'host' must be a 'SignedHeader' in the AWS Authorization.",
            },
        ],
        [
            "a signed header that was changed",
            (headers) => {
                headers.set("x-amz-date", "20200101T000000Z");
            },
            { __type: "InvalidSignatureException", message: mismatch },
        ],
        [
            "a signature for another service",
            (headers) => {
                headers.set("x-amz-target", "secretsmanager.GetSecretValue");
            },
            {
                __type: "InvalidSignatureException",
                message: "Credential should be scoped to correct service: 'secretsmanager'.",
            },
        ],
    ];

    for (const [what, change, expected] of forged) {
        it(`refuses ${what}`, async () => {
            await withEndpoints(async ({ ssm, endpoints }) => {
                const headers = await signedHeaders(ssm(access));
                change(headers);

                const response = await fetch(endpoints.url, { method: "POST", headers, body: '{"Name":"/db/host"}' });

                assert.equal(response.status, 400);
                assert.deepEqual(await response.json(), expected);
            });
        });
    }

    it("accepts a request as it was signed, and refuses it with another body", async () => {
        await withEndpoints(async ({ ssm, endpoints }) => {
            const headers = await signedHeaders(ssm(access));

            const same = await fetch(endpoints.url, { method: "POST", headers, body: '{"Name":"/db/host"}' });
            const other = await fetch(endpoints.url, { method: "POST", headers, body: '{"Name":"/db/port"}' });

            assert.deepEqual([same.status, other.status], [200, 400]);
            assert.deepEqual(await other.json(), { __type: "InvalidSignatureException", message: mismatch });
        });
    });
});

/** The headers of a request for `/db/host`, signed by the SDK. */
async function signedHeaders(client: SSMClient): Promise<Headers> {
    const signed = new Headers();
    client.middlewareStack.add(
        (next) => async (args) => {
            const { request } = args;
            assert.ok(typeof request === "object" && request !== null && "headers" in request);
            assert.ok(typeof request.headers === "object" && request.headers !== null);
            for (const [name, value] of Object.entries(request.headers)) {
                // The host is part of the address; fetch counts the body's length itself.
                if (!["host", "content-length"].includes(name.toLowerCase())) {
                    signed.set(name, String(value));
                }
            }
            return await next(args);
        },
        { step: "finalizeRequest", priority: "low", name: "readHeaders" },
    );
    await client.send(new GetParameterCommand({ Name: "/db/host" }));
    return signed;
}
