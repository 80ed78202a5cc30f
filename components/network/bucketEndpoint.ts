import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { currentAccount } from "../shared/account";
import { type Buckets, exportStatements, importStatements } from "../shared/buckets";
import { policyDocument } from "../shared/policyDocument";

/** Where a {@link createBucketEndpoint} is, and what it lets through. */
export interface BucketEndpointArgs {
    readonly vpcId: pulumi.Input<string>;
    /** The route tables of the database's subnets. Those of the functions keep their way to S3. */
    readonly routeTableIds: pulumi.Input<string[]>;
    readonly buckets: Buckets;
}

/**
 * Creates a gateway endpoint of S3 for the database's subnets, which is free. Its policy allows exports and imports by
 * this account's principals, to and from the given buckets of this account. So neither a session of the database nor
 * another host in these subnets can move data to a bucket that is not listed.
 */
export function createBucketEndpoint(
    name: string,
    { vpcId, routeTableIds, buckets }: BucketEndpointArgs,
    parent: pulumi.Resource,
): void {
    const { region, accountId } = currentAccount(parent);
    const own = { StringEquals: { "aws:PrincipalAccount": accountId, "aws:ResourceAccount": accountId } };
    const statements = [...exportStatements(buckets, own), ...importStatements(buckets, own)];
    new aws.ec2.VpcEndpoint(
        `${name}-s3`,
        {
            vpcId,
            serviceName: pulumi.interpolate`com.amazonaws.${region}.s3`,
            vpcEndpointType: "Gateway",
            routeTableIds,
            policy: policyDocument(...statements.map((statement) => ({ ...statement, Principal: "*" }))),
            tags: { Name: `${name}-s3` },
        },
        { parent },
    );
}
