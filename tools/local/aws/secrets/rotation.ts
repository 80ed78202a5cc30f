import { randomUUID } from "node:crypto";
import type { Authoriser } from "../authoriser";
import { awsError } from "../awsError";
import { addVersion, type SecretStore, type StoredSecret } from "./secretStore";
import { attachStage, versionWithStage } from "./secretVersions";

/** The steps of a rotation in Secrets Manager's order. */
export const rotationSteps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

/** One step of a rotation. */
export type RotationStep = (typeof rotationSteps)[number];

/** The event that Secrets Manager sends to a rotation function. */
export interface RotationEvent {
    readonly SecretId: string;
    readonly ClientRequestToken: string;
    readonly Step: RotationStep;
}

/** Invokes a rotation function and waits until it ends. Rejects if the function fails. */
export type InvokeRotation = (functionArn: string, event: RotationEvent) => Promise<unknown>;

/**
 * A failed rotation: `step` is the failed step, `cause` the function's error. The secret keeps its AWSPENDING version.
 */
export interface RotationError extends Error {
    readonly step: RotationStep;
}

/** Rotates secrets as Secrets Manager does. Both methods return the new version's id. */
export interface Rotations {
    /**
     * Adds an AWSPENDING version without a value, and invokes the function for each of the four steps. Rejects with an
     * AWS error if the rotation cannot begin, and with a `RotationError` if a step fails. A failed rotation is not
     * retried automatically.
     */
    readonly rotate: (arnOrName: string, invoke: InvokeRotation) => Promise<string>;
    /**
     * Retries a failed rotation: repeats all four steps for the same version, as Secrets Manager does later by itself.
     */
    readonly retry: (arnOrName: string, invoke: InvokeRotation) => Promise<string>;
}

/** Creates the rotations of a store's secrets. The functions' resource policies control whether they can be invoked. */
export function createRotations(store: SecretStore, authoriser: Authoriser): Rotations {
    async function run(secret: StoredSecret, versionId: string, invoke: InvokeRotation): Promise<string> {
        const functionArn = rotationFunctionOf(secret);
        for (const step of rotationSteps) {
            try {
                await invoke(functionArn, { SecretId: secret.arn, ClientRequestToken: versionId, Step: step });
            } catch (cause) {
                throw rotationError(secret, step, cause instanceof Error ? cause.message : String(cause), cause);
            }
        }
        if (versionWithStage(secret.versions, "AWSCURRENT")?.id !== versionId) {
            throw rotationError(secret, "finishSecret", "it ended well, but AWSCURRENT is not on the new version.");
        }
        secret.lastRotatedAt = new Date();
        return versionId;
    }

    return {
        async rotate(arnOrName, invoke) {
            const secret = store.get(arnOrName);
            authoriser.requireInvoke(rotationFunctionOf(secret), secret.arn);
            if (unfinishedVersion(secret) !== undefined) {
                throw awsError(
                    "InvalidRequestException",
                    "A previous rotation isn't complete. That rotation will be reattempted.",
                );
            }
            const version = addVersion(secret, undefined, randomUUID());
            attachStage(secret.versions, "AWSPENDING", version);
            return await run(secret, version.id, invoke);
        },
        async retry(arnOrName, invoke) {
            const secret = store.get(arnOrName);
            authoriser.requireInvoke(rotationFunctionOf(secret), secret.arn);
            const versionId = unfinishedVersion(secret);
            if (versionId === undefined) {
                throw new Error(`${secret.name} has no unfinished rotation to retry; begin a new one with rotate.`);
            }
            return await run(secret, versionId, invoke);
        },
    };
}

/** Secrets Manager treats a rotation as unfinished while AWSPENDING is on another version than AWSCURRENT. */
function unfinishedVersion({ versions }: StoredSecret): string | undefined {
    const pending = versionWithStage(versions, "AWSPENDING");
    return pending === versionWithStage(versions, "AWSCURRENT") ? undefined : pending?.id;
}

function rotationFunctionOf({ rotationFunctionArn }: StoredSecret): string {
    if (rotationFunctionArn === undefined) {
        throw awsError(
            "InvalidRequestException",
            "You tried to enable rotation on a secret that doesn't already have a Lambda function ARN configured and " +
                "you didn't include such an ARN as a parameter in this call.",
        );
    }
    return rotationFunctionArn;
}

function rotationError({ name }: StoredSecret, step: RotationStep, reason: string, cause?: unknown): RotationError {
    return Object.assign(new Error(`The rotation of ${name} failed in ${step}: ${reason}`, { cause }), { step });
}
