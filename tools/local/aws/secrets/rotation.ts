import { randomUUID } from "node:crypto";
import type { Authoriser } from "../authoriser";
import { awsError } from "../awsError";
import { addVersion, type SecretStore, type StoredSecret } from "./secretStore";
import { attachStage, versionWithStage } from "./secretVersions";

/** The steps of a rotation in the order in which Secrets Manager asks for them. */
export const rotationSteps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

/** One step of a rotation. */
export type RotationStep = (typeof rotationSteps)[number];

/** What Secrets Manager sends to a rotation function. */
export interface RotationEvent {
    readonly SecretId: string;
    readonly ClientRequestToken: string;
    readonly Step: RotationStep;
}

/** Invokes a rotation function and waits for its end; rejects where the function fails. */
export type InvokeRotation = (functionArn: string, event: RotationEvent) => Promise<unknown>;

/** How a rotation failed: `step` is the failed step, `cause` the function's error. The secret keeps its AWSPENDING. */
export interface RotationError extends Error {
    readonly step: RotationStep;
}

/** Rotates secrets as Secrets Manager does; each answers the new version's id. */
export interface Rotations {
    /**
     * Begins a rotation with a new version that is AWSPENDING and holds no value, and asks the function for the four
     * steps. Rejects with AWS's errors where no rotation can begin, with a `RotationError` where a step fails. A failed
     * rotation is not repeated by itself.
     */
    readonly rotate: (arnOrName: string, invoke: InvokeRotation) => Promise<string>;
    /** Does what Secrets Manager does later with a failed rotation: asks for all four steps again, for the same version. */
    readonly retry: (arnOrName: string, invoke: InvokeRotation) => Promise<string>;
}

/** Makes the rotations of a store's secrets; the functions' own permissions decide whether they may be invoked. */
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

/** AWSPENDING on another version than the current one is how Secrets Manager knows a rotation that did not end. */
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
