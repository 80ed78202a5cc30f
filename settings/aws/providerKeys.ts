import * as variables from "@pulumi/aws/config/vars";

/**
 * The full keys of the configuration of the AWS provider that is installed, and those that Pulumi takes for every
 * provider (https://www.pulumi.com/docs/iac/concepts/resources/providers/).
 */
export const providerKeys: readonly string[] = [...Object.keys(variables), "version", "pluginDownloadURL"].map(
    (key) => `aws:${key}`,
);
