import { partitionOf } from "../settings/aws/regions";
import { accountId } from "./awsOutputs";

/**
 * What the AWS provider's function `getPartition` returns: the partition of the provider's region, and its DNS suffix
 * read backwards (`internal/service/meta/partition_data_source.go` of terraform-provider-aws).
 *
 * @throws for a region that AWS does not have.
 */
export function getPartition(region: string): Record<string, string> {
    const { id, dnsSuffix } = partitionOf(region);
    return { id, partition: id, dnsSuffix, reverseDnsPrefix: dnsSuffix.split(".").reverse().join(".") };
}

/** What `getCallerIdentity` returns for a user of the account. Users are of a partition, not of a region. */
export function getCallerIdentity(region: string): Record<string, string> {
    const arn = `arn:${partitionOf(region).id}:iam::${accountId}:user/operator`;
    return { id: accountId, accountId, arn, userId: "AIDAEXAMPLE" };
}
