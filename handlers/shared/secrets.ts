import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { awsCall, awsCallUnless } from "./aws";
import type { Deadline } from "./deadline";
import { codedError } from "./errors";

/** What the functions need of a secret to log in. */
export interface Login {
    readonly username: string;
    readonly password: string;
}

/** The staging labels of Secrets Manager that the functions use. */
export type VersionStage = "AWSCURRENT" | "AWSPENDING" | "AWSPREVIOUS";

/** Which version of a secret to read: by stage, by id, or both, in which case they must name the same one. */
export interface SecretVersion {
    readonly VersionStage?: VersionStage;
    readonly VersionId?: string;
}

/** The fields of a secret's JSON object. Throws `secretMalformed` where its value is anything else. */
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

/** As `readSecret`, but answers undefined where the version is not there, or has no value yet. */
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

/** Parses a secret's text. Throws `secretMalformed`, without quoting it. */
function parseSecret(text: string | undefined): Readonly<Record<string, unknown>> {
    try {
        const value: unknown = JSON.parse(text ?? "");
        if (typeof value === "object" && value !== null && !Array.isArray(value)) {
            return { ...value };
        }
    } catch {
        // A parser's message quotes the text, so it must not get any further.
    }
    throw codedError("secretMalformed");
}

/**
 * User name and password of a secret. Throws `credentialsNotReady` where the secret has neither, as in the version that
 * Pulumi writes, and `secretMalformed` where one of them is no text that PostgreSQL could take.
 */
export function loginOf(secret: Readonly<Record<string, unknown>>): Login {
    const { username, password } = secret;
    if (username === undefined && password === undefined) {
        throw codedError("credentialsNotReady");
    }
    return { username: credential("username", username), password: credential("password", password) };
}

/** In the protocol a text ends at U+0000: what follows it in a name would be read as the next setting of the session. */
function credential(name: string, value: unknown): string {
    if (typeof value !== "string" || value === "" || value.includes("\0")) {
        throw codedError("secretMalformed", {
            message: `The secret's ${name} must be a text without the character U+0000. Rotate the secret.`,
        });
    }
    return value;
}
