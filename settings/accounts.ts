import type { Configuration } from "./configReader";
import type { Settings } from "./settings";

/**
 * The account of AWS's examples. The shipped stack file of production names it until it is replaced by a real account.
 * Offline commands accept it. On AWS the provider refuses it, because no credentials belong to that account.
 */
export const templateAccountId = "123456789012";

/** Reads the accounts that the provider may use. Empty allows any account. */
export function readAllowedAccountIds(config: Configuration): readonly string[] {
    const ids = config.list("aws:allowedAccountIds");
    config.require(
        "aws:allowedAccountIds",
        ids.every((id) => /^\d{12}$/.test(id)),
        'must be a list of AWS accounts; write the twelve digits of each in quotes, for instance ["111122223333"]',
    );
    return ids;
}

/** Whether the stack names only the account of AWS's examples, to which nothing can be deployed. */
export function isTemplate({ allowedAccountIds }: Pick<Settings, "allowedAccountIds">): boolean {
    return allowedAccountIds.length > 0 && allowedAccountIds.every((id) => id === templateAccountId);
}
