import assert from "node:assert/strict";
import { connect } from "node:net";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { throttled } from "../../../../tools/local/aws/awsError";
import { startAwsEndpoints } from "../../../../tools/local/aws/endpoints";
import { access, account, assertRefused, readerArn, withEndpoints } from "./fixture";

describe("faults of the endpoints", () => {
    it("refuse the calls that the hook chooses, and no others", async () => {
        const calls: unknown[] = [];
        await withEndpoints(
            async ({ ssm, secrets }) => {
                await assertRefused(
                    ssm(access).send(new GetParameterCommand({ Name: "/db/host" })),
                    "ThrottlingException",
                    "Rate exceeded",
                );
                await secrets(access).send(new GetSecretValueCommand({ SecretId: readerArn }));

                assert.deepEqual(calls, [
                    { action: "ssm:GetParameter", roleArn: access.roleArn },
                    { action: "secretsmanager:GetSecretValue", roleArn: access.roleArn },
                ]);
            },
            {},
            {
                faults: (call) => {
                    calls.push(call);
                    return call.action.startsWith("ssm:") ? { error: throttled() } : undefined;
                },
            },
        );
    });

    it("delay a call, which then succeeds", async () => {
        await withEndpoints(
            async ({ ssm }) => {
                const answer = await ssm(access).send(new GetParameterCommand({ Name: "/db/host" }));

                assert.equal(answer.Parameter?.Value, "db.local");
            },
            {},
            { faults: () => ({ delayMs: 5 }) },
        );
    });
});

describe("stop of the endpoints", () => {
    it("ends a waiting call", async () => {
        let reached = (): void => undefined;
        const waiting = new Promise<void>((resolve) => {
            reached = resolve;
        });
        await withEndpoints(
            async ({ endpoints, ssm }) => {
                const call = ssm(access).send(new GetParameterCommand({ Name: "/db/host" }));
                const ended = assert.rejects(call);
                await waiting;

                await endpoints.stop();

                await ended;
            },
            {},
            {
                faults: () => {
                    reached();
                    return { delayMs: 600_000 };
                },
            },
        );
    });

    it("closes idle sockets and the port, and may be called twice", async () => {
        const endpoints = await startAwsEndpoints(account);
        const { hostname, port } = new URL(endpoints.url);
        const socket = connect(Number(port), hostname);
        await new Promise((resolve) => socket.once("connect", resolve));
        const closed = new Promise((resolve) => socket.once("close", resolve));

        await endpoints.stop();
        await endpoints.stop();

        await closed;
        await assert.rejects(fetch(endpoints.url), { name: "TypeError", message: "fetch failed" });
    });
});
