import assert from "node:assert/strict";
import {
    DescribeSecretCommand,
    GetRandomPasswordCommand,
    GetSecretValueCommand,
    PutSecretValueCommand,
    SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { accountId } from "../../../../../offline/awsOutputs";
import { runProgram } from "../../../../../offline/runProgram";
import { accountFrom } from "../../../../../tools/local/aws/account/accountFrom";
import { type AwsEndpoints, startAwsEndpoints } from "../../../../../tools/local/aws/endpoints";
import type { LocalAccount } from "../../../../../tools/local/aws/localAccount";

/** Read-only, so its access function must not receive the application's credentials. */
const stack = "staging";
const region = "us-east-1";

/** A function's clients and the account's secrets by a part of their names. */
interface Caller {
    readonly ssm: SSMClient;
    readonly secrets: SecretsManagerClient;
    readonly arnOf: (part: string) => string;
}

describe("the account of the registered program", () => {
    let account: LocalAccount;
    let endpoints: AwsEndpoints;
    before(async () => {
        const { resources } = await runProgram({ stack });
        account = accountFrom(resources, { accountId, region, masterSecretValue: "{}" });
    });
    beforeEach(async () => {
        endpoints = await startAwsEndpoints(account);
    });
    afterEach(() => endpoints.stop());

    const put = (arn: string) =>
        new PutSecretValueCommand({
            SecretId: arn,
            ClientRequestToken: "0".repeat(32),
            SecretString: "{}",
            VersionStages: ["AWSPENDING"],
        });
    const parameter = (name: string) => `/experimentation/${stack}/database/${name}`;
    const denied = "AccessDeniedException";
    const cases: [
        who: string,
        does: string,
        call: (caller: Caller) => Promise<unknown>,
        refusal: string | undefined,
    ][] = [
        [
            "access",
            "read its parameters",
            ({ ssm }) => ssm.send(names("host", "reader-host", "port", "name")),
            undefined,
        ],
        ["access", "read other parameters", ({ ssm }) => ssm.send(names("host", "host2")), denied],
        ["access", "read parameters one by one", ({ ssm }) => ssm.send(one("host")), denied],
        ["access", "read the reader's secret", ({ secrets, arnOf }) => secrets.send(get(arnOf("-reader-"))), undefined],
        [
            "access",
            "read the migration's secret",
            ({ secrets, arnOf }) => secrets.send(get(arnOf("-migration-"))),
            undefined,
        ],
        [
            "access",
            "read the application's secret",
            ({ secrets, arnOf }) => secrets.send(get(arnOf("-application-"))),
            denied,
        ],
        ["access", "read the master's secret", ({ secrets, arnOf }) => secrets.send(get(arnOf("rds!"))), denied],
        ["access", "write a secret", ({ secrets, arnOf }) => secrets.send(put(arnOf("-reader-"))), denied],
        [
            "access",
            "describe a secret",
            ({ secrets, arnOf }) => secrets.send(describeSecret(arnOf("-application-"))),
            undefined,
        ],
        [
            "access",
            "describe the master's secret",
            ({ secrets, arnOf }) => secrets.send(describeSecret(arnOf("rds!"))),
            denied,
        ],
        ["access", "make passwords", ({ secrets }) => secrets.send(new GetRandomPasswordCommand({})), denied],
        ["rotation", "read the master's secret", ({ secrets, arnOf }) => secrets.send(get(arnOf("rds!"))), undefined],
        [
            "rotation",
            "describe the master's secret",
            ({ secrets, arnOf }) => secrets.send(describeSecret(arnOf("rds!"))),
            denied,
        ],
        ["rotation", "write the master's secret", ({ secrets, arnOf }) => secrets.send(put(arnOf("rds!"))), denied],
        [
            "rotation",
            "describe a secret",
            ({ secrets, arnOf }) => secrets.send(describeSecret(arnOf("-reader-"))),
            undefined,
        ],
        ["rotation", "write a secret", ({ secrets, arnOf }) => secrets.send(put(arnOf("-application-"))), undefined],
        ["rotation", "make passwords", ({ secrets }) => secrets.send(new GetRandomPasswordCommand({})), undefined],
        ["rotation", "read parameters", ({ ssm }) => ssm.send(names("host")), denied],
    ];
    for (const [who, does, call, refusal] of cases) {
        it(`${refusal === undefined ? "lets" : "does not let"} the ${who} function ${does}`, async () => {
            const principal = account.principals.find(({ functionArn }) => functionArn?.endsWith(`-${who}`));
            assert.ok(principal !== undefined);
            const options = { endpoint: endpoints.url, region, maxAttempts: 1, credentials: principal };
            const caller = {
                ssm: new SSMClient(options),
                secrets: new SecretsManagerClient(options),
                arnOf: (part: string) =>
                    account.secrets.find(({ name }) => name.includes(part))?.arn ?? assert.fail(part),
            };
            try {
                const outcome: unknown = await call(caller).then(
                    () => undefined,
                    (error: unknown) => error,
                );

                assert.equal(outcome instanceof Error ? outcome.name : outcome, refusal);
            } finally {
                caller.ssm.destroy();
                caller.secrets.destroy();
            }
        });
    }

    for (const kind of ["-migration-", "-application-", "-reader-"]) {
        it(`lets Secrets Manager invoke the rotation function for the secret ${kind}`, async () => {
            const secret = account.secrets.find(({ name }) => name.includes(kind));
            assert.ok(secret !== undefined);
            const invoked: string[] = [];

            // The function does nothing, so the rotation stays unfinished. Only the invoked functions matter.
            await assert.rejects(
                endpoints.rotateSecret(secret.arn, (functionArn) => Promise.resolve(invoked.push(functionArn))),
                { step: "finishSecret" },
            );

            assert.deepEqual([...new Set(invoked)], [secret.rotationFunctionArn]);
        });
    }

    function names(...wanted: string[]): GetParametersCommand {
        return new GetParametersCommand({ Names: wanted.map(parameter) });
    }
    function one(name: string): GetParameterCommand {
        return new GetParameterCommand({ Name: parameter(name) });
    }
    function get(secretId: string): GetSecretValueCommand {
        return new GetSecretValueCommand({ SecretId: secretId });
    }
    function describeSecret(secretId: string): DescribeSecretCommand {
        return new DescribeSecretCommand({ SecretId: secretId });
    }
});
