import { providerKeys } from "./aws/providerKeys";

/**
 * What of a stack's configuration the settings are made of: the project's own keys without their namespace; of the AWS
 * provider's the region and the accounts that it may touch, none where nothing is said; and whatever nobody knows, for
 * the settings to refuse: unknown keys, and keys of a namespace that is neither the project's, AWS's nor Pulumi's own.
 *
 * A program that uses another provider lets that provider's namespace through here.
 *
 * @param config full keys (`project:key`), every value as text.
 */
export function configuredValues(config: Readonly<Record<string, string>>, project: string): Record<string, string> {
    const values = new Map([["aws:allowedAccountIds", "[]"]]);
    for (const [key, value] of Object.entries(config)) {
        if (key.startsWith(`${project}:`)) {
            values.set(key.slice(project.length + 1), value);
        } else if (!key.startsWith("pulumi:") && (!providerKeys.includes(key) || ownKeys.includes(key))) {
            values.set(key, value);
        }
    }
    return Object.fromEntries(values);
}

/** The provider's keys that the program reads too. */
const ownKeys = ["aws:allowedAccountIds", "aws:region"];
