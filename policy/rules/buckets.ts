import { namesResourcesAccount } from "../conditions";
import { must, together } from "../requirements";
import { ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { allowed, type Statement } from "../statements";
import { isEmpty, listOf } from "../values";

/** RDS's names of the features for which a cluster may have a role. */
const features: readonly unknown[] = ["s3Export", "s3Import"];

/** One bucket, or the objects of a bucket or a folder. */
const exactBucket = /^arn:[\w-]+:s3:::[^*?/]+(\/([^*?]+\/)?\*)?$/;

const notForRanges = "must be left out";

/** Rules for the ways by which data leaves a database to S3, or comes from there. */
export const bucketRules: readonly Rule[] = [
    {
        id: "cluster-roles-for-buckets",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A cluster has roles only for exports to S3 and imports from S3.",
        reason: "With a role for Lambda, for instance, a session of the database could call functions.",
        fix: "set featureName to s3Export or s3Import, or remove the association",
        appliesTo: ofType(types.clusterRoleAssociation),
        problems: must("featureName", (value) => features.includes(value), "must be s3Export or s3Import"),
    },
    {
        id: "buckets-of-named-account",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "A policy allows access to buckets of a named account only.",
        reason: "The ARN of a bucket contains no account. If a bucket is deleted, anybody can create one with its name.",
        fix: "add a condition on aws:ResourceAccount with the stack's account",
        appliesTo: ofType(types.rolePolicy, types.policy, types.vpcEndpoint),
        problems: ({ properties: { policy } }) =>
            allowed(policy)
                .filter(({ conditions }) => !conditions.some(namesResourcesAccount))
                .flatMap(storageActions)
                .map((action) => `policy: ${action} in any account: must have a condition on aws:ResourceAccount`),
    },
    {
        id: "endpoint-names-buckets",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "The policy of an endpoint of S3 names the buckets.",
        reason: "Otherwise a session of the database could move data to every bucket that it has credentials for.",
        fix: "name the ARN of a bucket, or of its objects",
        appliesTo: ofType(types.vpcEndpoint),
        problems: ({ properties: { policy } }) =>
            allowed(policy)
                .filter((statement) => storageActions(statement).length > 0)
                .flatMap(({ resources }) => resources)
                .filter((arn) => !exactBucket.test(arn))
                .map((arn) => `policy: ${arn}: must be one bucket, or the objects of one`),
    },
    {
        id: "database-egress-not-to-ranges",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "The database's security group allows no outbound traffic to a range of addresses.",
        reason: "A session of the database could send data to any host of the range.",
        fix: "name a prefix list of AWS (prefixListId) or a security group",
        appliesTo: ofType(types.egressRule),
        problems: (rule, stack) =>
            stack.some((each) => isDatabaseWithGroup(each, rule.properties.securityGroupId))
                ? together(must("cidrIpv4", isEmpty, notForRanges), must("cidrIpv6", isEmpty, notForRanges))(rule)
                : [],
    },
];

function storageActions({ actions }: Statement): string[] {
    return actions.filter((action) => action.toLowerCase().startsWith("s3:"));
}

function isDatabaseWithGroup({ type, properties: { vpcSecurityGroupIds } }: Resource, groupId: unknown): boolean {
    return type === types.cluster && listOf(vpcSecurityGroupIds).some((id) => id === groupId);
}
