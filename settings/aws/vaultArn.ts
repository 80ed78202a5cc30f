/** The parts of a vault's ARN. */
export interface VaultArn {
    readonly partition: string;
    readonly region: string;
    readonly accountId: string;
    readonly name: string;
}

/**
 * The parts of a vault's ARN. Undefined if the text is none.
 *
 * The name's form is `BackupVaultName` of https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html.
 */
export function parseVaultArn(arn: string): VaultArn | undefined {
    const [, partition, region, accountId, name] =
        /^arn:([a-z-]+):backup:([a-z0-9-]+):(\d{12}):backup-vault:([\w-]{2,50})$/.exec(arn) ?? [];
    return partition === undefined || region === undefined || accountId === undefined || name === undefined
        ? undefined
        : { partition, region, accountId, name };
}
