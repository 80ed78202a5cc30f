import { type Resource, types } from "../../policy/resource";
import { iamPolicyRules } from "../../policy/rules/iamPolicies";
import { describeRules } from "./describeRules";
import { keyArn, policy, resource, secretArn } from "./resources";

const allow = (actions: string | readonly string[], resources: string | readonly string[]) => ({
    Effect: "Allow",
    Action: actions,
    Resource: resources,
});
const rolePolicy = (...statements: readonly object[]) => [
    resource(types.rolePolicy, { policy: policy(...statements) }),
];
const withInlinePolicy = (...statements: readonly object[]) => [
    resource(types.role, { inlinePolicies: [{ name: "inline", policy: policy(...statements) }] }),
];
const readSecret = allow("secretsmanager:GetSecretValue", secretArn);
const interfaces = ["ec2:CreateNetworkInterface", "ec2:DescribeSubnets"];
const deniedToCode = {
    Effect: "Deny",
    Action: interfaces,
    Resource: "*",
    Condition: { ArnEquals: { "lambda:SourceFunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:access" } },
};

describeRules("the policy's rules for the policies of roles", iamPolicyRules, {
    "policy-exact-actions": {
        passes: [rolePolicy(readSecret, { Effect: "Deny", Action: "s3:*", Resource: "*" })],
        fails: [
            [rolePolicy(allow("*", secretArn)), "policy: *: must be an exact action"],
            [
                rolePolicy(readSecret, allow(["secretsmanager:Get*", "kms:Decrypt"], secretArn)),
                "policy: secretsmanager:Get*: must be an exact action",
            ],
            [
                rolePolicy({ Effect: "Allow", NotAction: "iam:PassRole", Resource: secretArn }),
                "policy: *: must be an exact action",
            ],
            [
                [resource(types.policy, { policy: policy(allow("s3:Get?bject", "arn:aws:s3:::a")) })],
                "policy: s3:Get?bject: must be an exact action",
            ],
            [withInlinePolicy(readSecret, allow("s3:*", secretArn)), "policy: s3:*: must be an exact action"],
        ],
    },
    "policy-exact-resources": {
        passes: [
            rolePolicy(readSecret, allow(["secretsmanager:GetRandomPassword", "xray:PutTraceSegments"], "*")),
            rolePolicy(allow("logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/x:*")),
            rolePolicy(allow("s3:PutObject", ["arn:aws:s3:::warehouse/*", "arn:aws-cn:s3:::warehouse/a/b/*"])),
            withInlinePolicy(readSecret),
        ],
        fails: [
            ...[
                "arn:aws:s3:::*",
                "arn:aws:s3:::ware*/*",
                "arn:aws:s3:::warehouse/a*",
                "arn:aws:s3:::warehouse/*/b/*",
            ].map(
                (arn) =>
                    [
                        rolePolicy(allow("s3:PutObject", arn)),
                        `policy: s3:PutObject on ${arn}: must name its resources`,
                    ] as const,
            ),
            [rolePolicy(allow("kms:Decrypt", "*")), "policy: kms:Decrypt on *: must name its resources"],
            [
                withInlinePolicy(readSecret, allow("kms:Decrypt", "*")),
                "policy: kms:Decrypt on *: must name its resources",
            ],
            ...[
                "arn:*",
                "arn:aws:*:us-east-1:123456789012:key/1",
                "arn:aws:kms:us-east-1:*:key/1",
                "arn:aws:kms:us-east-1:123456789012:*",
                "arn:aws:kms:us-east-1:123456789012:key/*",
                "arn:aws:kms:us-east-1:123456789012:key/?",
                "arn:aws:secretsmanager:us-east-1:123456789012:secret:*-a1b2c3",
                "arn:aws:s3:::*",
                "arn:aws:logs:us-east-1:123456789012:log-group:*",
                "arn:aws:logs:us-east-1:123456789012:log-group:*:*",
                "arn:aws:logs:*:123456789012:log-group:/aws/lambda/x:*",
            ].map((pattern): [Resource[], string] => [
                rolePolicy(allow("kms:Decrypt", [keyArn, pattern])),
                `policy: kms:Decrypt on ${pattern}: must name its resources`,
            ]),
            [
                rolePolicy(allow(["secretsmanager:GetRandomPassword", "secretsmanager:GetSecretValue"], "*")),
                "policy: secretsmanager:GetSecretValue on *: must name its resources",
            ],
            [
                rolePolicy({ Effect: "Allow", Action: "s3:GetObject", NotResource: secretArn }),
                "policy: s3:GetObject on *: must name its resources",
            ],
        ],
    },
    "policy-grants-what-it-says": {
        passes: [
            rolePolicy(readSecret, allow("secretsmanager:GetRandomPassword", "*")),
            rolePolicy(allow(["logs:DescribeLogGroups", "xray:PutTraceSegments"], ["*", secretArn])),
            rolePolicy({ ...allow("logs:DescribeLogGroups", secretArn), Effect: "Deny" }),
        ],
        fails: [
            [
                rolePolicy(
                    allow(
                        ["logs:DescribeLogGroups", "logs:PutLogEvents"],
                        "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vpc/x",
                    ),
                ),
                "policy: logs:DescribeLogGroups: must be allowed on *, because it has no resource type",
            ],
            [
                withInlinePolicy(allow("secretsmanager:GetRandomPassword", [secretArn])),
                "policy: secretsmanager:GetRandomPassword: must be allowed on *, because it has no resource type",
            ],
        ],
    },
    "policy-network-interfaces-denied-to-code": {
        passes: [rolePolicy(readSecret), rolePolicy(allow(interfaces, "*"), deniedToCode)],
        fails: [
            [
                rolePolicy(allow(interfaces, "*"), { ...deniedToCode, Action: "ec2:DescribeSubnets" }),
                "policy: ec2:CreateNetworkInterface: must be denied to the function's code",
            ],
            [
                rolePolicy(allow("ec2:DescribeSubnets", "*"), { ...deniedToCode, Condition: undefined }),
                "policy: ec2:DescribeSubnets: must be denied to the function's code",
            ],
            [
                rolePolicy(allow("ec2:DescribeSubnets", "*"), {
                    ...deniedToCode,
                    Condition: { ArnNotEquals: deniedToCode.Condition.ArnEquals },
                }),
                "policy: ec2:DescribeSubnets: must be denied to the function's code",
            ],
            [
                rolePolicy(allow("ec2:DescribeSubnets", "*"), {
                    ...deniedToCode,
                    Condition: { ...deniedToCode.Condition, StringEquals: { "aws:RequestedRegion": "us-east-1" } },
                }),
                "policy: ec2:DescribeSubnets: must be denied to the function's code",
            ],
            [
                withInlinePolicy(allow("ec2:DescribeSubnets", "*")),
                "policy: ec2:DescribeSubnets: must be denied to the function's code",
            ],
        ],
    },
});
