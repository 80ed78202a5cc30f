import type { Configuration } from "./configReader";

/**
 * The account of AWS's examples, which the shipped stack file of production names until somebody puts an account in its
 * place. Offline commands take it; on AWS the provider refuses it, since nobody has credentials of that account.
 */
export const templateAccountId = "123456789012";

/** Reads the accounts that the provider may touch: none where it may touch any. */
export function readAllowedAccountIds(config: Configuration): readonly string[] {
    const ids = config.list("aws:allowedAccountIds");
    config.require(
        "aws:allowedAccountIds",
        ids.every((id) => /^\d{12}$/.test(id)),
        'is no list of accounts of AWS; write the twelve digits of each in quotes, for instance ["111122223333"]',
    );
    return ids;
}
