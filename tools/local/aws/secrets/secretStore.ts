import { randomUUID } from "node:crypto";
import { awsError } from "../awsError";
import type { LocalSecret } from "../localAccount";
import { attachStage, dropUnstaged, type SecretVersion, type SecretVersions } from "./secretVersions";

/** A secret in the running endpoints. Its versions change. */
export interface StoredSecret extends Omit<LocalSecret, "versions"> {
    readonly versions: SecretVersions;
    readonly createdAt: Date;
    lastRotatedAt: Date | undefined;
}

/** The account's secrets. */
export interface SecretStore {
    /** Returns the secret with exactly this ARN or name, or undefined. */
    readonly find: (arnOrName: string) => StoredSecret | undefined;
    /**
     * Returns the secret with exactly this ARN or name.
     *
     * @throws ResourceNotFoundException if there is none.
     */
    readonly get: (arnOrName: string) => StoredSecret;
}

/** Copies the account's secrets, so that the account itself does not change. */
export function createSecretStore(secrets: readonly LocalSecret[]): SecretStore {
    const stored = secrets.map(storeSecret);
    const find = (arnOrName: string) => stored.find(({ arn, name }) => arn === arnOrName || name === arnOrName);
    return {
        find,
        get(arnOrName) {
            const secret = find(arnOrName);
            if (secret === undefined) {
                throw awsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
            }
            return secret;
        },
    };
}

/** Adds a version without a stage; the caller adds at least one. The id defaults to a new random one. */
export function addVersion(secret: StoredSecret, value: string | undefined, id: string = randomUUID()): SecretVersion {
    const version: SecretVersion = { id, value, stages: new Set(), createdAt: new Date() };
    secret.versions.set(id, version);
    return version;
}

/** Makes a new value current, as RDS does when it rotates a master password. */
export function replaceValue(secret: StoredSecret, value: string): void {
    attachStage(secret.versions, "AWSCURRENT", addVersion(secret, value));
    dropUnstaged(secret.versions);
    secret.lastRotatedAt = new Date();
}

function storeSecret(secret: LocalSecret): StoredSecret {
    const versions: SecretVersions = new Map();
    const stored = { ...secret, versions, createdAt: new Date(), lastRotatedAt: undefined };
    for (const { id, value, stages } of secret.versions) {
        const version = addVersion(stored, value, id);
        stages.forEach((stage) => {
            attachStage(versions, stage, version);
        });
    }
    return stored;
}
