import { providerKeys } from "./aws/providerKeys";

/**
 * Selects the values that the settings read: the project's own keys without their namespace, and the AWS provider's
 * region and allowed accounts (`[]` by default). Unknown keys are kept, so that the settings refuse them: unknown keys
 * of the AWS provider, and keys of a namespace other than the project's, AWS's and Pulumi's.
 *
 * A program that uses another provider has to allow that provider's namespace here.
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

/** The provider's keys that the settings read. */
const ownKeys = ["aws:allowedAccountIds", "aws:region"];
