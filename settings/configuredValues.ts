/**
 * What of a stack's configuration the settings are made of: the project's own keys without their namespace, the unknown
 * ones too, and of the AWS provider's the region and the accounts that it may touch, none where nothing is said.
 *
 * @param config full keys (`project:key`), every value as text.
 */
export function configuredValues(config: Readonly<Record<string, string>>, project: string): Record<string, string> {
    const values = new Map([["aws:allowedAccountIds", "[]"]]);
    for (const [key, value] of Object.entries(config)) {
        if (["aws:allowedAccountIds", "aws:region"].includes(key)) {
            values.set(key, value);
        } else if (key.startsWith(`${project}:`)) {
            values.set(key.slice(project.length + 1), value);
        }
    }
    return Object.fromEntries(values);
}
