import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link masterSecretArn}. */
export interface MasterSecretArgs {
    /** Missing in the state that an interrupted creation leaves. */
    readonly secrets: pulumi.Output<aws.types.output.rds.ClusterMasterUserSecret[] | undefined>;
    readonly identifier: string;
    readonly keyArn: pulumi.Output<string>;
}

/**
 * The ARN of RDS's own secret of the master user. A restored cluster gets one only by the change that the provider makes
 * after the restore, so an update that was interrupted between the two leaves a cluster without it.
 *
 * @throws RunError, in the output, with the fix if RDS does not manage the password.
 */
export function masterSecretArn({ secrets, identifier, keyArn }: MasterSecretArgs): pulumi.Output<string> {
    return pulumi.all([secrets, keyArn]).apply(([found, key]) => {
        const secret = found?.[0];
        if (secret === undefined) {
            throw new pulumi.RunError(
                `${identifier}: RDS does not manage the master user's password; turn it on, then run pulumi refresh and up: ` +
                    `aws rds modify-db-cluster --db-cluster-identifier ${identifier} --manage-master-user-password ` +
                    `--master-user-secret-kms-key-id ${key} --apply-immediately`,
            );
        }
        return secret.secretArn;
    });
}
