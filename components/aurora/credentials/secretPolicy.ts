import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../shared/account";
import type { PolicyStatement } from "../../shared/policyDocument";

/**
 * Statements that let a role read these secrets and no other, and use their key only on Secrets Manager's behalf.
 *
 * @param secretArns exact ARNs: a pattern would also match a secret that is made later under a longer name.
 * @param keyActions what Secrets Manager does with the key for the role.
 */
export function readSecrets(
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
