import { type Resource, types } from "../../policy/resource";
import { bucketRules } from "../../policy/rules/buckets";
import { describeRules } from "./describeRules";
import { type Changes, good, policy, resource } from "./resources";

const association = (featureName: string | undefined) => resource(types.clusterRoleAssociation, { featureName });
const own = { StringEquals: { "aws:ResourceAccount": "123456789012" } };
const statement = (changes: object = {}) => ({
    Effect: "Allow",
    Action: ["s3:AbortMultipartUpload", "s3:PutObject"],
    Resource: "arn:aws:s3:::warehouse/*",
    Condition: own,
    ...changes,
});
const rolePolicy = (changes: object = {}) => resource(types.rolePolicy, { policy: policy(statement(changes)) });
const endpoint = (changes: object = {}) =>
    resource(types.vpcEndpoint, { policy: policy(statement({ Principal: "*", ...changes })) });
const anyAccount = (action: string) => `policy: ${action} in any account: must have a condition on aws:ResourceAccount`;
const egress = (changes: Changes) => resource(types.egressRule, { securityGroupId: "sg-1", ...changes });
const cluster = good.cluster({ vpcSecurityGroupIds: ["sg-1"] });

describeRules("the policy's rules for buckets", bucketRules, {
    "cluster-roles-for-buckets": {
        passes: [[association("s3Export")], [association("s3Import")]],
        fails: [
            [[association("Lambda")], "featureName: Lambda: must be s3Export or s3Import"],
            [[association(undefined)], "featureName: is empty: must be s3Export or s3Import"],
        ],
    },
    "buckets-of-named-account": {
        passes: [
            [rolePolicy()],
            [endpoint()],
            [rolePolicy({ Action: "logs:PutLogEvents", Condition: undefined })],
            [rolePolicy({ Effect: "Deny", Condition: undefined })],
        ],
        fails: [
            ...[
                undefined,
                { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
                { StringEqualsIfExists: { "aws:ResourceAccount": "123456789012" } },
                { StringLike: { "aws:ResourceAccount": "*" } },
            ].map((Condition): [Resource[], ...string[]] => [
                [rolePolicy({ Condition })],
                ...["s3:AbortMultipartUpload", "s3:PutObject"].map(anyAccount),
            ]),
            [[endpoint({ Action: "S3:GetObject", Condition: undefined })], anyAccount("S3:GetObject")],
        ],
    },
    "endpoint-names-buckets": {
        passes: [
            [endpoint()],
            [endpoint({ Resource: "arn:aws:s3:::warehouse" })],
            [endpoint({ Resource: ["arn:aws-cn:s3:::warehouse/a/b/*"] })],
            [endpoint({ Action: "ssm:GetParameter", Resource: "*" })],
        ],
        fails: ["*", "arn:aws:s3:::*", "arn:aws:s3:::ware*/*", "arn:aws:s3:::warehouse/*/a/*", "arn:*:s3:::a/*"].map(
            (arn) =>
                [[endpoint({ Resource: arn })], `policy: ${arn}: must be one bucket, or the objects of one`] as const,
        ),
    },
    "database-egress-not-to-ranges": {
        passes: [
            [cluster, egress({ prefixListId: "pl-63a5400a" })],
            [cluster, egress({ securityGroupId: "sg-2", cidrIpv4: "0.0.0.0/0" })],
        ],
        fails: [
            [[cluster, egress({ cidrIpv4: "0.0.0.0/0" })], "cidrIpv4: 0.0.0.0/0: must be left out"],
            [[cluster, egress({ cidrIpv6: "2001:db8::/32" })], "cidrIpv6: 2001:db8::/32: must be left out"],
        ],
    },
});
