import { randomUUID } from "node:crypto";
import { awsError } from "../awsError";
import type { LocalSecret } from "../localAccount";
import { attachStage, dropUnstaged, type SecretVersion, type SecretVersions } from "./secretVersions";

/** A secret as the endpoints hold it: its versions change while they run. */
export interface StoredSecret extends Omit<LocalSecret, "versions"> {
    readonly versions: SecretVersions;
    readonly createdAt: Date;
    lastRotatedAt: Date | undefined;
}

/** The account's secrets. */
export interface SecretStore {
    /** The secret with exactly this ARN or name, or undefined. */
    readonly find: (arnOrName: string) => StoredSecret | undefined;
    /** The same; throws ResourceNotFoundException where there is none. */
    readonly get: (arnOrName: string) => StoredSecret;
}

/** Takes a copy of the account's secrets, so that the account stays as it was given. */
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

/** Adds a version without a stage; the caller gives it at least one. A new random id unless one is given. */
export function addVersion(secret: StoredSecret, value: string | undefined, id: string = randomUUID()): SecretVersion {
    const version: SecretVersion = { id, value, stages: new Set(), createdAt: new Date() };
    secret.versions.set(id, version);
    return version;
}

/** Makes a new value current, as the service that manages a secret does (RDS, when it rotates a master password). */
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
