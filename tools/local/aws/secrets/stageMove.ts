import { awsError } from "../awsError";
import { attachStage, dropUnstaged, type SecretVersion, type SecretVersions, versionWithStage } from "./secretVersions";

/** The parameters of UpdateSecretVersionStage; version ids. */
export interface StageMove {
    readonly stage: string;
    readonly removeFrom: string | undefined;
    readonly moveTo: string | undefined;
}

/**
 * Moves, adds or removes a stage by UpdateSecretVersionStage's rules. To move a stage, a caller must name the version
 * that has it. `AWSCURRENT` can be moved but never removed. The version may be without a value: the page of the
 * operation requires none, and DescribeSecret's page says that a rotation's version has an id before it has a value.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 *
 * @throws AWS's errors, before anything is changed.
 */
export function moveStage(versions: SecretVersions, { stage, removeFrom, moveTo }: StageMove): void {
    const holder = versionWithStage(versions, stage);
    const source = removeFrom === undefined ? undefined : requireVersion(versions, removeFrom);
    const target = moveTo === undefined ? undefined : requireVersion(versions, moveTo);
    if (source === undefined && target === undefined) {
        throw awsError("InvalidParameterException", "You must specify RemoveFromVersionId, MoveToVersionId, or both.");
    }
    if (source !== undefined && source !== holder) {
        throw awsError(
            "InvalidParameterException",
            `Staging label ${stage} is not attached to version ${source.id}, so it can't be removed from it.`,
        );
    }
    if (target === undefined) {
        remove(versions, stage, source);
        return;
    }
    if (source === undefined && holder !== undefined && holder !== target) {
        throw awsError(
            "InvalidParameterException",
            `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ` +
                `${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
        );
    }
    attachStage(versions, stage, target);
    dropUnstaged(versions);
}

function remove(versions: SecretVersions, stage: string, source: SecretVersion | undefined): void {
    if (stage === "AWSCURRENT") {
        throw awsError(
            "InvalidParameterException",
            "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.",
        );
    }
    source?.stages.delete(stage);
    dropUnstaged(versions);
}

function requireVersion(versions: SecretVersions, id: string): SecretVersion {
    const version = versions.get(id);
    if (version === undefined) {
        throw awsError("ResourceNotFoundException", `Secrets Manager can't find the specified secret version: ${id}`);
    }
    return version;
}
