import { partitionOf } from "../settings/aws/regions";
import { accountId } from "./awsOutputs";

/**
 * The result of the AWS provider's function `getPartition`: the partition of the region, with its DNS suffix in both
 * orders (`internal/service/meta/partition_data_source.go` of terraform-provider-aws).
 *
 * @throws for an unknown region.
 */
export function getPartition(region: string): Record<string, string> {
    const { id, dnsSuffix } = partitionOf(region);
    return { id, partition: id, dnsSuffix, reverseDnsPrefix: dnsSuffix.split(".").reverse().join(".") };
}

/** The result of `getCallerIdentity` for a user of the account. A user belongs to a partition, not to a region. */
export function getCallerIdentity(region: string): Record<string, string> {
    const arn = `arn:${partitionOf(region).id}:iam::${accountId}:user/operator`;
    return { id: accountId, accountId, arn, userId: "AIDAEXAMPLE" };
}
