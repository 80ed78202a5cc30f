import assert from "node:assert/strict";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import { type AwsEndpoints, type AwsEndpointsOptions, startAwsEndpoints } from "../../../../tools/local/aws/endpoints";
import type { LocalAccount, LocalPrincipal } from "../../../../tools/local/aws/localAccount";

export const region = "eu-west-1";
export const accountId = "111122223333";
export const keyArn = `arn:aws:kms:${region}:${accountId}:key/1`;
export const rotationArn = `arn:aws:lambda:${region}:${accountId}:function:rotation`;
const accessArn = `arn:aws:lambda:${region}:${accountId}:function:access`;
export const readerArn = secretArn("reader-AbCdEf");
export const masterArn = secretArn("rds!cluster-1-AbCdEf");
export const firstVersion = "00000000-0000-4000-8000-000000000001";
export const secondVersion = "00000000-0000-4000-8000-000000000002";

/** The function that reads: one parameter path, one secret. */
export const access: LocalPrincipal = {
    accessKeyId: "ACCESS",
    secretAccessKey: "access-secret",
    sessionToken: "access-token",
    roleArn: `arn:aws:iam::${accountId}:role/access-role`,
    functionArn: accessArn,
    policies: [
        policy(
            { Action: "ssm:GetParameters", Resource: [parameterArn("/db/host"), parameterArn("/db/port")] },
            { Action: ["ssm:GetParameter", "ssm:GetParametersByPath"], Resource: parameterArn("/db*") },
            { Action: "secretsmanager:GetSecretValue", Resource: readerArn },
            useKey("kms:Decrypt"),
        ),
    ],
};

/** The function that rotates: everything on its secret, reading the master's. */
export const rotation: LocalPrincipal = {
    accessKeyId: "ROTATION",
    secretAccessKey: "rotation-secret",
    roleArn: `arn:aws:iam::${accountId}:role/path/rotation-role`,
    policies: [
        policy(
            { Action: "secretsmanager:*", Resource: [readerArn, masterArn] },
            { Action: "secretsmanager:GetRandomPassword", Resource: "*" },
            useKey("kms:Decrypt", "kms:GenerateDataKey"),
        ),
    ],
};

export const account: LocalAccount = {
    accountId,
    region,
    parameters: [
        parameter("/db/host", "db.local"),
        parameter("/db/port", "5432"),
        parameter("/db/hidden/name", "experiments"),
        parameter("/dbx", "other"),
    ],
    secrets: [
        {
            arn: readerArn,
            name: "reader",
            kmsKeyArn: keyArn,
            rotationFunctionArn: rotationArn,
            versions: [{ id: firstVersion, stages: ["AWSCURRENT", "BOOTSTRAP"], value: "first" }],
        },
        {
            arn: masterArn,
            name: "rds!cluster-1",
            kmsKeyArn: keyArn,
            managedBy: "rds",
            versions: [{ id: firstVersion, stages: ["AWSCURRENT"], value: "master" }],
        },
    ],
    keys: [
        {
            arn: keyArn,
            policy: policy({ Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "kms:*", Resource: "*" }),
        },
    ],
    principals: [access, rotation],
    permissions: [
        {
            functionArn: rotationArn,
            action: "lambda:InvokeFunction",
            principal: "secretsmanager.amazonaws.com",
            sourceArn: readerArn,
            sourceAccount: accountId,
        },
    ],
    endpoints: [],
};

/** Running endpoints with a client of each service for each principal. */
export interface Fixture {
    readonly endpoints: AwsEndpoints;
    readonly ssm: (principal: LocalPrincipal) => SSMClient;
    readonly secrets: (principal: LocalPrincipal) => SecretsManagerClient;
}

/** Runs a test against endpoints of their own, and closes all afterwards. */
export async function withEndpoints(
    test: (fixture: Fixture) => Promise<void>,
    changed: Partial<LocalAccount> = {},
    options: AwsEndpointsOptions = {},
): Promise<void> {
    const endpoints = await startAwsEndpoints({ ...account, ...changed }, options);
    const clients: { destroy(): void }[] = [];
    const keep = <T extends { destroy(): void }>(client: T): T => {
        clients.push(client);
        return client;
    };
    try {
        await test({
            endpoints,
            ssm: (principal) => keep(new SSMClient(clientOptions(endpoints.url, principal))),
            secrets: (principal) => keep(new SecretsManagerClient(clientOptions(endpoints.url, principal))),
        });
    } finally {
        clients.forEach((client) => {
            client.destroy();
        });
        await endpoints.stop();
    }
}

/** One attempt only, so that a refusal is seen as it is. */
export function clientOptions(endpoint: string, principal: LocalPrincipal) {
    const { accessKeyId, secretAccessKey, sessionToken } = principal;
    return {
        endpoint,
        region,
        maxAttempts: 1,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    };
}

/** Asserts that a call is refused with AWS's error of this name and exactly this message. */
export async function assertRefused(call: Promise<unknown>, name: string, message: string): Promise<void> {
    await assert.rejects(call, (error: unknown) => {
        assert.ok(error instanceof Error);
        assert.deepEqual({ name: error.name, message: error.message }, { name, message });
        return true;
    });
}

/** A role's session, as AWS's refusals name it. */
export function sessionOf(role: string, session: string): string {
    return `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`;
}

/** A policy that allows the statements, unless one says otherwise. */
export function policy(...statements: object[]): object {
    return { Version: "2012-10-17", Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })) };
}

/** A statement that allows using the key, through Secrets Manager only. */
export function useKey(...actions: string[]): object {
    const condition = { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } };
    return { Action: actions, Resource: keyArn, Condition: condition };
}

/** The ARN of a parameter whose name begins with a slash. */
export function parameterArn(name: string): string {
    return `arn:aws:ssm:${region}:${accountId}:parameter${name}`;
}

function secretArn(name: string): string {
    return `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}`;
}

function parameter(name: string, value: string): LocalAccount["parameters"][number] {
    return { name, type: "String", value, arn: parameterArn(name) };
}
