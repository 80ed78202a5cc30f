import { randomUUID } from "node:crypto";
import type { LocalSecret } from "../localAccount";
import { labelOf, ofType, policy, refuse, type Registered, text } from "./registered";

/** The secrets that the program registers, with their versions and the functions that rotate them. */
export function ownSecrets(resources: readonly Registered[]): LocalSecret[] {
    const secrets = ofType(resources, "aws:secretsmanager/secret:Secret");
    const versions = ofType(resources, "aws:secretsmanager/secretVersion:SecretVersion");
    const rotations = ofType(resources, "aws:secretsmanager/secretRotation:SecretRotation");
    const policies = ofType(resources, "aws:secretsmanager/secretPolicy:SecretPolicy");
    const arns = secrets.map((secret) => text(secret, "arn"));
    for (const child of [...versions, ...rotations]) {
        if (!arns.includes(text(child, "secretId"))) {
            throw new Error(
                `${labelOf(child)}: secretId ${text(child, "secretId")} is the ARN of no registered secret.`,
            );
        }
    }
    return secrets.map((secret) => {
        refuse(secret, "policy", "replicas");
        const arn = text(secret, "arn");
        const belongs = (child: Registered) => text(child, "secretId") === arn;
        const rotation = rotations.find(belongs);
        const own = policies.find((candidate) => text(candidate, "secretArn") === arn);
        return {
            arn,
            name: text(secret, "name"),
            kmsKeyArn: text(secret, "kmsKeyId"),
            versions: versions.filter(belongs).map((version) => ({
                id: text(version, "versionId"),
                stages: stagesOf(version),
                value: text(version, "secretString"),
            })),
            ...(own && { policy: policy(own, "policy") }),
            ...(rotation && { rotationFunctionArn: text(rotation, "rotationLambdaArn") }),
        };
    });
}

/** The secrets that RDS creates for clusters whose master password it manages. Each holds `value`. */
export function masterSecrets(resources: readonly Registered[], value: string): LocalSecret[] {
    return ofType(resources, "aws:rds/cluster:Cluster").flatMap((cluster) => {
        const outputs: unknown = cluster.outputs["masterUserSecrets"] ?? [];
        if (!Array.isArray(outputs)) {
            throw new Error(`${labelOf(cluster)}: masterUserSecrets is not a list.`);
        }
        return outputs.map((output: unknown) => {
            const { secretArn, kmsKeyId } = masterSecret(output, cluster);
            return {
                arn: secretArn,
                // A secret's ARN ends with the secret's name, a hyphen and six random characters.
                name: secretArn.split(":").slice(6).join(":").slice(0, -7),
                kmsKeyArn: kmsKeyId,
                managedBy: "rds" as const,
                versions: [{ id: randomUUID(), stages: ["AWSCURRENT"], value }],
            };
        });
    });
}

function stagesOf(version: Registered): string[] {
    // Without stages, Secrets Manager labels the version AWSCURRENT.
    const stages: unknown = version.outputs["versionStages"] ?? ["AWSCURRENT"];
    if (!Array.isArray(stages) || !stages.every((stage) => typeof stage === "string")) {
        throw new Error(`${labelOf(version)}: versionStages is not a list of texts.`);
    }
    return stages;
}

function masterSecret(output: unknown, cluster: Registered): { secretArn: string; kmsKeyId: string } {
    const { type, name } = cluster;
    const outputs: Record<string, unknown> =
        typeof output === "object" && output !== null ? Object.fromEntries(Object.entries(output)) : {};
    const entry = { type, name: `${name}, masterUserSecrets`, outputs };
    return { secretArn: text(entry, "secretArn"), kmsKeyId: text(entry, "kmsKeyId") };
}
