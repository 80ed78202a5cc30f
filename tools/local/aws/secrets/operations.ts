import type { Authoriser } from "../authoriser";
import { awsError } from "../awsError";
import { type JsonObject, optionalText, requiredText } from "../fields";
import type { LocalPrincipal } from "../localAccount";
import type { Operations } from "../operation";
import { randomPassword } from "./randomPassword";
import type { SecretStore, StoredSecret } from "./secretStore";
import { findVersion, putValue, readPutRequest } from "./secretValue";
import { stagesById } from "./secretVersions";
import { moveStage } from "./stageMove";

/** Secrets Manager's operations that the platform's functions and applications call. */
export function createSecretsOperations(store: SecretStore, authoriser: Authoriser): Operations {
    /**
     * Authorises before it looks for the secret, as AWS does, so that an unauthorised caller cannot find out which
     * secrets exist.
     */
    function open(input: JsonObject, caller: LocalPrincipal, operation: string): StoredSecret {
        const secretId = requiredText(input, "SecretId");
        const resource = store.find(secretId)?.arn ?? secretId;
        authoriser.requireAction(caller, `secretsmanager:${operation}`, resource);
        return store.get(secretId);
    }
    function openForWriting(input: JsonObject, caller: LocalPrincipal, operation: string): StoredSecret {
        const secret = open(input, caller, operation);
        if (secret.managedBy !== undefined) {
            throw awsError(
                "InvalidRequestException",
                `You can't perform this operation on the secret because it's managed by ${secret.managedBy}.`,
            );
        }
        return secret;
    }

    return {
        DescribeSecret(input, caller) {
            return describe(open(input, caller, "DescribeSecret"));
        },
        GetRandomPassword(input, caller) {
            authoriser.requireAction(caller, "secretsmanager:GetRandomPassword", "*");
            return { RandomPassword: randomPassword(input) };
        },
        GetSecretValue(input, caller) {
            const secret = open(input, caller, "GetSecretValue");
            const version = findVersion(secret, optionalText(input, "VersionId"), optionalText(input, "VersionStage"));
            authoriser.requireKey(caller, "kms:Decrypt", keyUse(secret, version.id));
            return {
                ...identityOf(secret),
                CreatedDate: seconds(version.createdAt),
                SecretString: version.value,
                VersionId: version.id,
                VersionStages: [...version.stages],
            };
        },
        PutSecretValue(input, caller) {
            const secret = openForWriting(input, caller, "PutSecretValue");
            const request = readPutRequest(input);
            authoriser.requireKey(caller, "kms:GenerateDataKey", keyUse(secret, request.versionId));
            authoriser.requireKey(caller, "kms:Decrypt", keyUse(secret, request.versionId));
            const version = putValue(secret, request);
            return { ...identityOf(secret), VersionId: version.id, VersionStages: [...version.stages] };
        },
        UpdateSecretVersionStage(input, caller) {
            const secret = openForWriting(input, caller, "UpdateSecretVersionStage");
            moveStage(secret.versions, {
                stage: requiredText(input, "VersionStage"),
                removeFrom: optionalText(input, "RemoveFromVersionId"),
                moveTo: optionalText(input, "MoveToVersionId"),
            });
            return identityOf(secret);
        },
    };
}

function identityOf({ arn, name }: StoredSecret): { ARN: string; Name: string } {
    return { ARN: arn, Name: name };
}

function describe(secret: StoredSecret): JsonObject {
    return {
        ...identityOf(secret),
        CreatedDate: seconds(secret.createdAt),
        KmsKeyId: secret.kmsKeyArn,
        LastRotatedDate: secret.lastRotatedAt && seconds(secret.lastRotatedAt),
        OwningService: secret.managedBy,
        RotationEnabled: secret.rotationFunctionArn !== undefined || secret.managedBy !== undefined,
        RotationLambdaARN: secret.rotationFunctionArn,
        VersionIdsToStages: stagesById(secret.versions),
    };
}

function keyUse({ arn, kmsKeyArn }: StoredSecret, versionId: string): Parameters<Authoriser["requireKey"]>[2] {
    return { kmsKeyArn, secretArn: arn, versionId };
}

/** AWS's JSON protocol writes timestamps as seconds since 1970. */
function seconds(moment: Date): number {
    return moment.getTime() / 1000;
}
