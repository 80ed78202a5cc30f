import type { RegisteredResource } from "../../../offline/registeredResource";
import { toRecord } from "../../../offline/toRecord";
import { parseVaultArn } from "../../../settings/aws/vaultArn";
import type { Cost, CostTable, Use } from "../charge";
import { listInput } from "../inputs";
import { prices } from "../prices";

/** The backups of AWS Backup: https://aws.amazon.com/backup/pricing/ */
export const backupCosts: CostTable = {
    // Snapshots of Aurora cost what RDS charges for its own.
    "aws:backup/vault:Vault": () => ({
        charges: [],
        uses: [{ what: "backups of AWS Backup", price: prices.backups }],
    }),
    "aws:backup/plan:Plan": planCost,
};

/** Each vault has copies of its own. Their transfer is charged if the vault is in another region. */
function planCost(plan: RegisteredResource): Cost {
    const [, , , home] = String(plan.outputs.arn).split(":");
    const vaults = listInput(plan, "rules")
        .flatMap((rule) => toRecord(rule).copyActions ?? [])
        .map((action) => parseVaultArn(String(toRecord(action).destinationVaultArn)));
    const uses: Use[] = [
        ...(vaults.length === 0 ? [] : [{ what: "copies of backups, in each vault", price: prices.backups }]),
        ...(vaults.every((vault) => vault?.region === home)
            ? []
            : [{ what: "copies of backups, to another region", price: prices.backupTransfer }]),
    ];
    return { charges: [], uses };
}
