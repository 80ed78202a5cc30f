import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** The account and region that the program deploys into: the parts of every ARN. */
export interface Account {
    /** Twelve digits. */
    readonly accountId: pulumi.Output<string>;
    /** For instance `us-east-1`. */
    readonly region: pulumi.Output<string>;
    /** `aws`, `aws-cn` or `aws-us-gov`. */
    readonly partition: pulumi.Output<string>;
    /**
     * The DNS suffix of the partition: `amazonaws.com` or `amazonaws.com.cn`. The values of `kms:ViaService` and the
     * principal of CloudWatch Logs end with it. The other principals end with `amazonaws.com` in every partition
     * (`ServicePrincipal` of aws-cdk-lib 2.276.0: "all service principal names are standardized").
     */
    readonly dnsSuffix: pulumi.Output<string>;
}

/** Looks up account, region and partition of the parent's provider. */
export function currentAccount(parent: pulumi.Resource): Account {
    const { partition, dnsSuffix } = aws.getPartitionOutput({}, { parent });
    return {
        accountId: aws.getCallerIdentityOutput({}, { parent }).accountId,
        region: aws.getRegionOutput({}, { parent }).region,
        partition,
        dnsSuffix,
    };
}

/**
 * The ARN of a resource in this account and region whose name the program chooses. Use it if the resource's own output
 * would make two resources depend on each other.
 *
 * @param service the ARN's service, for instance `logs`.
 * @param resource the part after the account, for instance `log-group:/aws/lambda/x`.
 */
export function arnOf(
    { accountId, region, partition }: Account,
    service: string,
    resource: string,
): pulumi.Output<string> {
    return pulumi.interpolate`arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}
