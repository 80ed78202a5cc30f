import assert from "node:assert/strict";
import { connect } from "node:net";
import { GetSecretValueCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { DescribeParametersCommand, GetParameterCommand } from "@aws-sdk/client-ssm";
import { throttled } from "../../../../tools/local/aws/awsError";
import { startAwsEndpoints } from "../../../../tools/local/aws/endpoints";
import {
    access,
    account,
    assertRefused,
    firstVersion,
    keyArn,
    masterArn,
    policy,
    readerArn,
    rotation,
    rotationArn,
    secondVersion,
    withEndpoints,
} from "./fixture";

describe("startAwsEndpoints", () => {
    it("returns AWS's error for an unknown operation", async () => {
        await withEndpoints(async ({ ssm }) => {
            await assertRefused(
                ssm(access).send(new DescribeParametersCommand({})),
                "UnknownOperationException",
                "The local endpoints do not know the operation AmazonSSM.DescribeParameters.",
            );
        });
    });

    const requests: [what: string, init: RequestInit, path: string, status: number, type: string][] = [
        ["another method", { method: "GET" }, "/", 404, "UnknownOperationException"],
        ["another path", { method: "POST", body: "{}" }, "/x", 404, "UnknownOperationException"],
        ["no target", { method: "POST", body: "{}" }, "/", 400, "UnknownOperationException"],
        [
            "an inherited name as target",
            { method: "POST", body: "{}", headers: { "x-amz-target": "AmazonSSM.constructor" } },
            "/",
            400,
            "UnknownOperationException",
        ],
        [
            "a body far over 256 KiB",
            { method: "POST", body: "x".repeat(4_000_000) },
            "/",
            413,
            "RequestEntityTooLargeException",
        ],
    ];
    for (const [what, init, path, status, type] of requests) {
        it(`refuses ${what}`, async () => {
            await withEndpoints(async ({ endpoints }) => {
                const response = await fetch(`${endpoints.url}${path}`, init);

                const answer: unknown = await response.json();
                assert.equal(response.status, status);
                assert.equal(response.headers.get("content-type"), "application/x-amz-json-1.1");
                assert.ok(typeof answer === "object" && answer !== null && "__type" in answer);
                assert.equal(answer.__type, type);
            });
        });
    }

    it("continues to serve after a client has disconnected in the middle of a request", async () => {
        await withEndpoints(async ({ endpoints, ssm }) => {
            const { hostname, port } = new URL(endpoints.url);
            const socket = connect(Number(port), hostname);
            await new Promise((resolve) => socket.once("connect", resolve));
            socket.end("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{");
            await new Promise((resolve) => socket.resume().once("close", resolve));

            const answer = await ssm(access).send(new GetParameterCommand({ Name: "/db/host" }));

            assert.equal(answer.Parameter?.Value, "db.local");
        });
    });

    it("logs no values, for allowed and refused calls", async () => {
        await withEndpoints(async ({ endpoints, secrets }) => {
            const put = { ClientRequestToken: secondVersion, SecretString: "a-password" };
            await secrets(rotation).send(new PutSecretValueCommand({ ...put, SecretId: readerArn }));
            await assert.rejects(secrets(access).send(new PutSecretValueCommand({ ...put, SecretId: readerArn })));
            await secrets(access).send(new GetSecretValueCommand({ SecretId: readerArn }));

            assert.equal(endpoints.log.length, 6);
            assert.ok(!JSON.stringify(endpoints.log).includes("a-password"));
        });
    });

    it("leaves the account as it was given", async () => {
        const before = structuredClone(account.secrets);

        await withEndpoints(async ({ endpoints, secrets }) => {
            endpoints.replaceSecretValue(masterArn, "rotated");
            await secrets(rotation).send(
                new PutSecretValueCommand({
                    SecretId: readerArn,
                    ClientRequestToken: secondVersion,
                    SecretString: "second",
                }),
            );
        });

        assert.deepEqual(account.secrets, before);
    });

    it("replaces a managed secret's value as RDS does", async () => {
        await withEndpoints(async ({ endpoints, secrets }) => {
            const client = secrets(rotation);

            endpoints.replaceSecretValue(masterArn, "rotated");

            const current = await client.send(new GetSecretValueCommand({ SecretId: masterArn }));
            const previous = await client.send(
                new GetSecretValueCommand({ SecretId: masterArn, VersionStage: "AWSPREVIOUS" }),
            );
            assert.deepEqual([current.SecretString, current.VersionStages], ["rotated", ["AWSCURRENT"]]);
            assert.deepEqual([previous.SecretString, previous.VersionId], ["master", firstVersion]);
        });
    });

    it("returns the current value to this machine's user without a call", async () => {
        await withEndpoints(({ endpoints }) => {
            endpoints.replaceSecretValue(masterArn, "rotated");

            const value = endpoints.currentSecretValue(masterArn);

            assert.equal(value, "rotated");
            assert.deepEqual(endpoints.log, []);
            assert.throws(() => endpoints.currentSecretValue("unknown"), { code: "ResourceNotFoundException" });
            return Promise.resolve();
        });
    });

    const faultyPolicy = policy({ NotAction: "kms:*", Resource: "*" });
    const refused: [what: string, change: object, message: RegExp][] = [
        [
            "a role's policy",
            { principals: [{ ...access, policies: [...access.policies, faultyPolicy] }] },
            /^Error: arn:aws:iam::111122223333:role\/access-role, policy 2, statement 1: the element NotAction is not/,
        ],
        [
            "a key's policy",
            { keys: [{ arn: keyArn, policy: faultyPolicy }] },
            /^Error: arn:aws:kms:eu-west-1:111122223333:key\/1, statement 1: the element NotAction is not supported/,
        ],
        [
            "a permission",
            { permissions: [{ functionArn: rotationArn, action: "lambda", principal: "s3.amazonaws.com" }] },
            /^Error: permission of arn:aws:lambda:eu-west-1:111122223333:function:rotation, statement 1: Action lambda /,
        ],
        [
            "a secret's policy that allows",
            {
                secrets: account.secrets.map((secret) => ({
                    ...secret,
                    policy: policy({ Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" }),
                })),
            },
            /^Error: arn:aws:secretsmanager:eu-west-1:111122223333:secret:reader-\S+: its policy allows something/,
        ],
        [
            "an endpoint's policy",
            { endpoints: [{ api: "ssm", policy: faultyPolicy }] },
            /^Error: endpoint of ssm, statement 1: the element NotAction is not supported/,
        ],
        [
            "a secret without its key",
            { keys: [] },
            /^Error: The secret reader is encrypted under arn:aws:kms:eu-west-1:111122223333:key\/1, which is none of/,
        ],
    ];
    for (const [what, change, message] of refused) {
        it(`does not start with ${what} that it does not support`, async () => {
            await assert.rejects(startAwsEndpoints({ ...account, ...change }), message);
        });
    }
});

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
