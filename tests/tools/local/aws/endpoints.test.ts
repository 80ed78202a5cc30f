import assert from "node:assert/strict";
import { connect } from "node:net";
import { GetSecretValueCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { DescribeParametersCommand, GetParameterCommand } from "@aws-sdk/client-ssm";
import {
    access,
    account,
    assertRefused,
    firstVersion,
    masterArn,
    readerArn,
    rotation,
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
});
