import { DescribeSecretCommand, UpdateSecretVersionStageCommand } from "@aws-sdk/client-secrets-manager";
import { awsCall, awsCallUnless } from "../../shared/aws";
import { codedError } from "../../shared/errors";
import type { RotationContext } from "../context";
import { testSecret } from "./testSecret";

/**
 * Step 4: makes the pending version the current one, after its login has connected again. AWS itself would move a stage
 * to any version, even to one without a value or with a password that the server never received.
 *
 * Moves only `AWSCURRENT`. Secrets Manager moves `AWSPREVIOUS` itself. `BOOTSTRAP` stays on the version that Pulumi
 * wrote, so that AWS never deletes that version and Pulumi never writes it again.
 */
export async function finishSecret(context: RotationContext): Promise<void> {
    await testSecret(context);
    const { secretsManager, target, token, currentVersion, deadline } = context;
    const command = new UpdateSecretVersionStageCommand({
        SecretId: target.secretArn,
        VersionStage: "AWSCURRENT",
        MoveToVersionId: token,
        RemoveFromVersionId: currentVersion,
    });
    // AWS refuses if the stage has moved meanwhile, for instance because another run of this step was faster.
    const refusal = "InvalidParameterException";
    const moved = await awsCallUnless(deadline, refusal, (options) => secretsManager.send(command, options));
    if (moved === undefined && !(await isCurrent(context))) {
        throw codedError("awsUnavailable", {
            message: "Another version of the secret became current meanwhile. Rotate the secret again.",
            retryable: false,
        });
    }
}

async function isCurrent({ secretsManager, target, token, deadline }: RotationContext): Promise<boolean> {
    const command = new DescribeSecretCommand({ SecretId: target.secretArn });
    const secret = await awsCall(deadline, (options) => secretsManager.send(command, options));
    return secret.VersionIdsToStages?.[token]?.includes("AWSCURRENT") === true;
}
