/** The prefix list of S3. AWS has another id in each region; this is the one of us-east-1. */
export const storagePrefixListId = "pl-63a5400a";

/**
 * The result of the AWS provider's function `getPrefixList` for S3 in a region.
 *
 * @throws the provider's error for another name.
 */
export function getPrefixList({ name }: Readonly<Record<string, unknown>>, region: string): Record<string, unknown> {
    if (name !== `com.amazonaws.${region}.s3`) {
        throw new Error(`no matching EC2 Prefix List found: ${String(name)}`);
    }
    return { id: storagePrefixListId, name, prefixListId: storagePrefixListId, cidrBlocks: ["52.216.0.0/15"] };
}
