import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { loginKinds } from "../../../handlers/shared/loginKinds";
import { projectFolder, runProgram } from "../../../offline/runProgram";
import { startAwsEndpoints } from "../../../tools/local/aws/endpoints";
import type { LocalParameter } from "../../../tools/local/aws/localAccount";
import { applicationVariables } from "../../../tools/local/platform/applicationVariables";
import { serveAws } from "../../../tools/local/platform/aws";
import { callAccessOk, rotate, secretArn } from "../../../tools/local/platform/platform";
import { createCertificateAuthority } from "../../../tools/local/postgres/certificates";
import { codeBlocks } from "../../docs/markdown";
import { type StartedPlatform, startLocalPlatform } from "../../harness/localPlatform";
import { projectKeys } from "../../program/runs";

/** The old stack's platform, and one account with the secrets of both stacks and the parameters of the shared path. */
export interface CutoverPlatforms {
    readonly old: StartedPlatform;
    /** Changes to the environment of `startService`: an application finds host and port by the parameters alone. */
    readonly environment: Readonly<Record<string, string | undefined>>;
    /** The whole environment of a snippet. */
    readonly snippetEnvironment: Readonly<Record<string, string>>;
    /** Starts the new stack's platform on a copy of the old one's data. */
    startNew(restoreFrom: string): Promise<StartedPlatform>;
    /** Gives the account the new stack's current logins, which the application's policy allows it to read. */
    publishSecrets(next: StartedPlatform): void;
    /** Changes the parameters one after the other, with pauses, as Pulumi does. */
    handOver(next: StartedPlatform): Promise<void>;
    stop(): Promise<void>;
}

const newStack = projectKeys({
    identifier: "experimentation-dev-2",
    parameterPath: "/experimentation/dev-2/database/",
});

/** Between two parameters, so that applications meet mixtures of old and new values. */
const pauseMs = 300;

/** Starts the old stack's platform with its logins and its schema. */
export async function startCutoverPlatforms(): Promise<CutoverPlatforms> {
    const certificateAuthority = await createCertificateAuthority();
    return await startLocalPlatform(
        "dev",
        async (old) => {
            const { local, cleanUp } = old;
            for (const kind of loginKinds) await rotate(local, kind);
            await callAccessOk(local, { action: "createSchema" });
            // The new stack's secrets exist before its database does.
            const { resources, region } = await runProgram({ stack: "dev", config: newStack });
            const registered = await serveAws(resources, region, "{}");
            await registered.endpoints.stop();
            const { account, application } = local.aws;
            const parameters: LocalParameter[] = account.parameters.map((parameter) =>
                parameter.name.endsWith("/port")
                    ? { ...parameter, value: String(local.database.server.port) }
                    : parameter,
            );
            const endpoints = await startAwsEndpoints({
                ...account,
                parameters,
                secrets: [...account.secrets, ...registered.account.secrets],
                keys: [...account.keys, ...registered.account.keys],
                principals: [
                    { ...application, policies: [...application.policies, ...registered.application.policies] },
                ],
            });
            cleanUp.push(() => endpoints.stop());
            const publish = (from: StartedPlatform): void => {
                for (const kind of loginKinds) {
                    const arn = secretArn(from.local.program, kind);
                    endpoints.replaceSecretValue(arn, from.local.aws.endpoints.currentSecretValue(arn));
                }
            };
            const change = (key: string, next: StartedPlatform): void => {
                const index = parameters.findIndex(({ name }) => name.endsWith(`/${key}`));
                const parameter = parameters[index];
                if (parameter !== undefined) {
                    parameters[index] = { ...parameter, value: valueIn(next, key) };
                }
            };
            publish(old);
            const variables = Object.entries({ ...applicationVariables(local), AWS_ENDPOINT_URL: endpoints.url });
            const snippetEnvironment = Object.fromEntries(variables.filter(([name]) => name !== "PGPORT"));
            return {
                old,
                environment: { AWS_ENDPOINT_URL: endpoints.url, PGPORT: undefined },
                snippetEnvironment,
                async startNew(restoreFrom) {
                    const next = await startLocalPlatform("dev", (started) => started, {
                        config: newStack,
                        restoreFrom,
                        certificateAuthority,
                    });
                    cleanUp.push(() => next.stop());
                    return next;
                },
                publishSecrets: publish,
                async handOver(next) {
                    for (const key of ["reader-host", "host", "name", "secret-arn", "reader-secret-arn"]) {
                        // On this machine, the host's address is 127.0.0.1 and a port of its own.
                        for (const each of key === "host" ? [key, "port"] : [key]) change(each, next);
                        await delay(pauseMs);
                    }
                },
                stop: () => old.stop(),
            };
        },
        { certificateAuthority },
    );
}

/** A parameter's value in the new stack; its port is that of the server on this machine. */
function valueIn({ local }: StartedPlatform, key: string): string {
    const parameter = local.aws.account.parameters.find(({ name }) => name.endsWith(`/${key}`));
    return key === "port" ? String(local.database.server.port) : (parameter?.value ?? "");
}

/** The SQL of docs/cutover.md for a step. */
export function statements(step: "refuse" | "allow" | "close"): readonly string[] {
    const block = codeBlocks("sql", cutover).find((each) => each.startsWith(`-- ${step}: `)) ?? "";
    return block.split(/;\n/).filter((each) => each.trim() !== "");
}

const cutover = readFileSync(join(projectFolder, "docs/cutover.md"), "utf8");
