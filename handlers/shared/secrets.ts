import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { awsCall, awsCallUnless } from "./aws";
import type { Deadline } from "./deadline";
import { codedError } from "./errors";

/** User name and password of a secret. */
export interface Login {
    readonly username: string;
    readonly password: string;
}

/** The staging labels of Secrets Manager that the functions use. */
export type VersionStage = "AWSCURRENT" | "AWSPENDING" | "AWSPREVIOUS";

/** The version of a secret: by stage, by id, or by both if they name the same version. */
export interface SecretVersion {
    readonly VersionStage?: VersionStage;
    readonly VersionId?: string;
}

/**
 * Reads the fields of a secret's JSON object.
 *
 * @throws `secretMalformed` if the value is not a JSON object.
 */
export async function readSecret(
    client: SecretsManagerClient,
    secretArn: string,
    version: SecretVersion,
    deadline: Deadline,
): Promise<Readonly<Record<string, unknown>>> {
    const command = new GetSecretValueCommand({ SecretId: secretArn, ...version });
    const answer = await awsCall(deadline, (options) => client.send(command, options));
    return parseSecret(answer.SecretString);
}

/** Like {@link readSecret}, but returns undefined if the version does not exist or has no value yet. */
export async function findSecret(
    client: SecretsManagerClient,
    secretArn: string,
    version: SecretVersion,
    deadline: Deadline,
): Promise<Readonly<Record<string, unknown>> | undefined> {
    const command = new GetSecretValueCommand({ SecretId: secretArn, ...version });
    const absent = "ResourceNotFoundException";
    const answer = await awsCallUnless(deadline, absent, (options) => client.send(command, options));
    return answer && parseSecret(answer.SecretString);
}

/** Parses a secret's text, and never quotes it. */
function parseSecret(text: string | undefined): Readonly<Record<string, unknown>> {
    try {
        const value: unknown = JSON.parse(text ?? "");
        if (typeof value === "object" && value !== null && !Array.isArray(value)) {
            return { ...value };
        }
    } catch {
        // The parser's message quotes the text, so the error is dropped.
    }
    throw codedError("secretMalformed");
}

/**
 * Returns user name and password of a secret.
 *
 * @throws `credentialsNotReady` if the secret has neither, like the version that Pulumi writes, and `secretMalformed`
 * if one of them is not a text that PostgreSQL accepts.
 */
export function loginOf(secret: Readonly<Record<string, unknown>>): Login {
    const { username, password } = secret;
    if (username === undefined && password === undefined) {
        throw codedError("credentialsNotReady");
    }
    return { username: credential("username", username), password: credential("password", password) };
}

/** U+0000 ends a text in the protocol. The server would read the rest of a name as the session's next setting. */
function credential(name: string, value: unknown): string {
    if (typeof value !== "string" || value === "" || value.includes("\0")) {
        throw codedError("secretMalformed", {
            message: `The secret's ${name} must be a text without the character U+0000. Rotate the secret.`,
        });
    }
    return value;
}
