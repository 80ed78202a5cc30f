import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import * as pulumi from "@pulumi/pulumi";
import postgres from "postgres";
import { createAccessHandler } from "../../handlers/access/handler";
import { createRotationHandler } from "../../handlers/rotation/handler";

/** A program that reads a closure's text, invokes its handler with an event, and prints the response or the error. */
const runner = `
const closure = { exports: {} };
new Function("exports", "require", require("fs").readFileSync(0, "utf8"))(closure.exports, require);
const context = { awsRequestId: "1", getRemainingTimeInMillis: () => 5000 };
closure.exports.handler(JSON.parse(process.argv[1]), context).then(
    (answer) => console.log(JSON.stringify(answer)),
    (error) => console.log(JSON.stringify({ name: error.name, message: error.message })));`;

const environment = {
    ENVIRONMENT: "test",
    PARAMETER_PATH: "/test/",
    ACCESS_MODE: "readOnly",
    METRICS_NAMESPACE: "test",
    CA_FILE: "/dev/null",
};

describe("a serialised handler", () => {
    it("works in another process: access", async () => {
        const { text } = await pulumi.runtime.serializeFunction(
            () =>
                createAccessHandler(
                    { ssm: new SSMClient({}), secretsManager: new SecretsManagerClient({}), postgres },
                    process.env,
                ),
            { isFactoryFunction: true },
        );

        const printed = await run(text, { action: "query", sql: "/* x */ commit" });

        assert.match(printed[0] ?? "", /^\{"requestId":"1","action":null,"ok":false,"code":"eventInvalid"/);
        assert.deepEqual(JSON.parse(printed[1] ?? ""), {
            ok: false,
            action: null,
            error: {
                code: "eventInvalid",
                message: "sql: must not be COMMIT, as each query is a transaction of its own; leave it out",
                retryable: false,
                outcome: "notSent",
            },
        });
        assert.deepEqual(required(text), [
            "@aws-sdk/client-secrets-manager/dist-cjs/index.js",
            "@aws-sdk/client-ssm/dist-cjs/index.js",
            "crypto",
            "fs",
            "net",
            "postgres",
            "stream",
            "tls",
        ]);
    });

    it("works in another process: rotation", async () => {
        const { text } = await pulumi.runtime.serializeFunction(
            () => createRotationHandler({ secretsManager: new SecretsManagerClient({}), postgres }, process.env),
            { isFactoryFunction: true },
        );

        const printed = await run(text, { SecretId: "a", ClientRequestToken: "b", Step: "setSecret" });

        assert.deepEqual(JSON.parse(printed[1] ?? ""), {
            name: "configurationInvalid",
            message:
                "configurationInvalid: DATABASE_HOST: not set; the function needs this environment variable, " +
                "deploy the stack again",
        });
        assert.deepEqual(required(text), [
            "@aws-sdk/client-secrets-manager/dist-cjs/index.js",
            "crypto",
            "fs",
            "net",
            "postgres",
            "stream",
            "tls",
        ]);
    });
});

/** Runs the closure in a new process, for at most 10 seconds. Returns the lines that it prints. */
async function run(text: string, event: object): Promise<string[]> {
    const options = { env: environment, cwd: process.cwd(), timeout: 10_000 };
    const running = promisify(execFile)(process.execPath, ["-e", runner, JSON.stringify(event)], options);
    running.child.stdin?.end(text);
    const { stdout } = await running;
    return stdout.trim().split("\n");
}

function required(text: string): string[] {
    return [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => String(name)).sort();
}
