import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { awsCall, awsCallUnless, awsClientOptions } from "../../../handlers/shared/aws";
import { type Deadline, deadlineIn } from "../../../handlers/shared/deadline";
import { isCodedError } from "../../../handlers/shared/errors";
import { awsFailure } from "../../harness/fakes";

/** The server's behaviour for one request. */
type Behaviour = "silent" | "empty" | "answer";

describe("awsCall", () => {
    const behaviours: Behaviour[] = [];
    const answer = JSON.stringify({ ARN: "arn", Parameters: [{ Name: "a", Value: "b" }] });
    let connections = 0;
    let open = 0;
    let deadline: Deadline;
    let clients: { ssm: SSMClient; secretsManager: SecretsManagerClient };

    const server = createServer((_request: IncomingMessage, response: ServerResponse) => {
        const behaviour = behaviours.shift() ?? "answer";
        if (behaviour === "silent") return;
        response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
        response.end(behaviour === "empty" ? "" : answer);
    });
    server.on("connection", (socket) => {
        connections += 1;
        open += 1;
        socket.on("close", () => (open -= 1));
    });

    before(async () => {
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const options = {
            ...awsClientOptions,
            region: "eu-west-1",
            endpoint: `http://127.0.0.1:${portOf(server.address())}`,
            credentials: { accessKeyId: "a", secretAccessKey: "b" },
        };
        clients = { ssm: new SSMClient(options), secretsManager: new SecretsManagerClient(options) };
    });

    beforeEach(() => {
        behaviours.length = 0;
        connections = 0;
        deadline = deadlineIn(1000);
    });

    afterEach(() => {
        deadline.stop();
    });

    after(() => {
        server.closeAllConnections();
        server.close();
    });

    const calls = {
        SSM: () =>
            awsCall(deadline, (options) => clients.ssm.send(new GetParametersCommand({ Names: ["a"] }), options)),
        "Secrets Manager": () =>
            awsCall(deadline, (options) =>
                clients.secretsManager.send(new DescribeSecretCommand({ SecretId: "a" }), options),
            ),
    };
    for (const [service, call] of Object.entries(calls)) {
        it(`repeats a call of ${service} on a new connection if the first one is silent`, async () => {
            behaviours.push("silent");

            const { $metadata } = await call();

            assert.deepEqual([$metadata.httpStatusCode, connections], [200, 2]);
        });

        it(`fails if ${service} is silent twice`, async () => {
            behaviours.push("silent", "silent", "silent");

            const verdict = await failure(call());

            assert.deepEqual([verdict, connections], [["deadlineExceeded", true, "notSent"], 2]);
        });

        it(`repeats a call of ${service} after an empty response`, async () => {
            behaviours.push("empty");

            const { $metadata } = await call();

            assert.deepEqual([$metadata.httpStatusCode, connections], [200, 2]);
        });

        it(`fails after two empty responses of ${service}`, async () => {
            behaviours.push("empty", "empty");

            const verdict = await failure(call());

            assert.deepEqual([verdict, connections], [["awsUnavailable", true, "notSent"], 2]);
        });

        it(`closes the connection to ${service} after each call`, async () => {
            await call();
            await call();

            await closed();

            assert.deepEqual([connections, open], [2, 0]);
        });
    }

    it("aborts the attempt that it repeats", async () => {
        const signals: AbortSignal[] = [];

        await awsCall(deadline, async ({ abortSignal }) => {
            signals.push(abortSignal);
            return signals.length === 1 ? await new Promise<never>(() => undefined) : { ARN: "arn" };
        });

        assert.deepEqual(
            signals.map(({ aborted }) => aborted),
            [true, false],
        );
    });

    it("does not repeat a call that AWS has refused", async () => {
        let attempts = 0;

        const verdict = await failure(
            awsCall(deadline, () => {
                attempts += 1;
                return Promise.reject(awsFailure("AccessDeniedException"));
            }),
        );

        assert.deepEqual([verdict, attempts], [["awsAccessDenied", false, "notSent"], 1]);
    });

    it("returns undefined for a tolerated error", async () => {
        const refuse = (): Promise<{ readonly ARN: string }> => Promise.reject(awsFailure("ResourceNotFoundException"));

        const given = await awsCallUnless(deadline, "ResourceNotFoundException", refuse);

        assert.equal(given, undefined);
    });

    /** Waits until the server has no connection, at most one second. */
    async function closed(): Promise<void> {
        for (let waited = 0; open > 0 && waited < 100; waited += 1) {
            await new Promise((resolve) => setTimeout(resolve, 10));
        }
    }
});

async function failure(work: Promise<unknown>): Promise<readonly unknown[]> {
    const error = await work.catch((caught: unknown) => caught);
    return isCodedError(error) ? [error.code, error.retryable, error.outcome] : [error];
}

function portOf(address: string | AddressInfo | null): number {
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    return address.port;
}
