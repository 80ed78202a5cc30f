import { UpdateSecretVersionStageCommand } from "@aws-sdk/client-secrets-manager";
import { awsCall } from "../aws";
import type { Rotation } from "./rotation";

/**
 * Step 4: makes the pending version the current one. Only `AWSCURRENT` moves: Secrets Manager itself keeps the others,
 * and `BOOTSTRAP` stays on the version that Pulumi wrote, which then never disappears and is never written again.
 */
export async function finishSecret({
    secretsManager,
    target,
    token,
    currentVersion,
    deadline,
}: Rotation): Promise<void> {
    const command = new UpdateSecretVersionStageCommand({
        SecretId: target.secretArn,
        VersionStage: "AWSCURRENT",
        MoveToVersionId: token,
        RemoveFromVersionId: currentVersion,
    });
    await awsCall(deadline, (options) => secretsManager.send(command, options));
}
