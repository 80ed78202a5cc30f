import * as variables from "@pulumi/aws/config/vars";

/**
 * The configuration keys of the installed AWS provider, and those that Pulumi accepts for every
 * provider (https://www.pulumi.com/docs/iac/concepts/resources/providers/).
 */
export const providerKeys: readonly string[] = [...Object.keys(variables), "version", "pluginDownloadURL"].map(
    (key) => `aws:${key}`,
);
