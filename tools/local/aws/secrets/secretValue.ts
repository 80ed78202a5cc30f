import { awsError } from "../awsError";
import { type JsonObject, requiredText, textList } from "../fields";
import { addVersion, type StoredSecret } from "./secretStore";
import { attachStage, dropUnstaged, type SecretVersion, versionWithStage } from "./secretVersions";

/** The parameters of PutSecretValue. */
export interface PutRequest {
    /** The caller's ClientRequestToken, which becomes the new version's id. */
    readonly versionId: string;
    readonly value: string;
    readonly stages: readonly string[];
}

/** Secrets Manager's maximum size of a value, in bytes. */
const maxValueBytes = 65_536;

/**
 * Finds the version for GetSecretValue: by id, by stage, or by both if they agree. Default: `AWSCURRENT`.
 *
 * @throws ResourceNotFoundException if there is no such version, or it has no value yet.
 */
export function findVersion(secret: StoredSecret, id: string | undefined, stage: string | undefined): SecretVersion {
    const wantedStage = stage ?? "AWSCURRENT";
    const version = id === undefined ? versionWithStage(secret.versions, wantedStage) : secret.versions.get(id);
    if (version !== undefined && id !== undefined && stage !== undefined && !version.stages.has(stage)) {
        throw awsError(
            "InvalidRequestException",
            "You provided a VersionStage that is not associated to the provided VersionId.",
        );
    }
    if (version?.value === undefined) {
        const wanted = id === undefined ? `staging label: ${wantedStage}` : `VersionId: ${id}`;
        throw awsError(
            "ResourceNotFoundException",
            `Secrets Manager can't find the specified secret value for ${wanted}`,
        );
    }
    return version;
}

/**
 * Returns the value of the version labelled `AWSCURRENT`.
 *
 * @throws ResourceNotFoundException if there is none.
 */
export function currentValue(secret: StoredSecret): string {
    const { value } = findVersion(secret, undefined, undefined);
    return value ?? "";
}

/** Reads and validates PutSecretValue's parameters. Throws AWS's validation errors, which never hold the value. */
export function readPutRequest(input: JsonObject): PutRequest {
    const versionId = requiredText(input, "ClientRequestToken");
    if (versionId.length < 32 || versionId.length > 64) {
        throw awsError("InvalidParameterException", "ClientRequestToken must be 32-64 characters long.");
    }
    const value = requiredText(input, "SecretString");
    if (Buffer.byteLength(value) > maxValueBytes) {
        throw awsError("InvalidParameterException", `SecretString must be at most ${maxValueBytes} bytes long.`);
    }
    const stages = input["VersionStages"] === undefined ? ["AWSCURRENT"] : textList(input, "VersionStages", 1, 20);
    return { versionId, value, stages };
}

/**
 * Puts a value into a new version, or into the empty version of a rotation that has begun. Repeating a call with the
 * same value does nothing.
 *
 * @throws ResourceExistsException if the version has another value.
 */
export function putValue(secret: StoredSecret, { versionId, value, stages }: PutRequest): SecretVersion {
    const existing = secret.versions.get(versionId);
    if (existing?.value === value) {
        return existing;
    }
    if (existing?.value !== undefined) {
        throw awsError("ResourceExistsException", "A resource with the ID you requested already exists.");
    }
    const first = secret.versions.size === 0;
    const version = existing ?? addVersion(secret, undefined, versionId);
    version.value = value;
    for (const stage of first ? ["AWSCURRENT", ...stages] : stages) {
        attachStage(secret.versions, stage, version);
    }
    dropUnstaged(secret.versions);
    return version;
}
