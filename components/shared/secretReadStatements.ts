import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./account";
import type { PolicyStatement } from "./policyDocument";

/**
 * Statements that allow a role to read exactly these secrets, and to use their key only through Secrets Manager.
 *
 * @param secretArns exact ARNs: a pattern would also match a secret that is created later with a longer name.
 * @param keyActions the KMS actions that Secrets Manager needs for the role.
 */
export function secretReadStatements(
    { region, dnsSuffix }: Account,
    secretArns: readonly pulumi.Input<string>[],
    keyArn: pulumi.Input<string>,
    keyActions: readonly string[],
): PolicyStatement[] {
    return [
        {
            Sid: "ReadSecrets",
            Effect: "Allow",
            Action: "secretsmanager:GetSecretValue",
            Resource: [...secretArns],
        },
        {
            Sid: "UseKeyForSecrets",
            Effect: "Allow",
            Action: [...keyActions],
            Resource: keyArn,
            Condition: {
                StringEquals: { "kms:ViaService": pulumi.interpolate`secretsmanager.${region}.${dnsSuffix}` },
            },
        },
    ];
}
