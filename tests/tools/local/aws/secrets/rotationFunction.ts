import assert from "node:assert/strict";
import {
    DescribeSecretCommand,
    PutSecretValueCommand,
    type SecretsManagerClient,
    UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import type { RotationEvent } from "../../../../../tools/local/aws/secrets/rotation";
import { readerArn } from "../fixture";

/** The least that AWS's template for rotation functions does. */
export async function rotateAsAwsShows(client: SecretsManagerClient, event: RotationEvent): Promise<void> {
    const { SecretId, ClientRequestToken, Step } = event;
    const stages = await stagesOf(client);
    if (stages[ClientRequestToken]?.includes("AWSCURRENT") === true) {
        return;
    }
    assert.deepEqual(stages[ClientRequestToken], ["AWSPENDING"]);
    if (Step === "createSecret") {
        const value = `value of ${ClientRequestToken}`;
        await client.send(
            new PutSecretValueCommand({
                SecretId,
                ClientRequestToken,
                SecretString: value,
                VersionStages: ["AWSPENDING"],
            }),
        );
    } else if (Step === "finishSecret") {
        const current = Object.entries(stages).find(([, held]) => held.includes("AWSCURRENT"));
        await client.send(
            new UpdateSecretVersionStageCommand({
                SecretId,
                VersionStage: "AWSCURRENT",
                MoveToVersionId: ClientRequestToken,
                RemoveFromVersionId: current?.[0],
            }),
        );
    }
}

/** The stages of the reader's secret, by version. */
export async function stagesOf(client: SecretsManagerClient): Promise<Record<string, string[]>> {
    const { VersionIdsToStages: stages = {} } = await client.send(new DescribeSecretCommand({ SecretId: readerArn }));
    return stages;
}
