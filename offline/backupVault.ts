import { partitionOf } from "../settings/aws/regions";
import { accountId } from "./awsOutputs";

/**
 * The result of the AWS provider's function `getVault` (`vault_data_source.go` of terraform-provider-aws): a vault of the
 * account, in any region. By convention, there is none whose name begins with `absent`.
 *
 * @throws the provider's error for a vault that does not exist.
 */
export function getVault({ name, region }: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const [vault, where] = [String(name), String(region)];
    if (vault.startsWith("absent")) {
        throw new Error(`reading Backup Vault (${vault}): couldn't find resource`);
    }
    const prefix = (service: string) => `arn:${partitionOf(where).id}:${service}:${where}:${accountId}`;
    return {
        id: vault,
        name: vault,
        region: where,
        arn: `${prefix("backup")}:backup-vault:${vault}`,
        kmsKeyArn: `${prefix("kms")}:key/0c0b1e5a-0000-4000-8000-00000000c0b1`,
        recoveryPoints: 0,
        tags: {},
    };
}
