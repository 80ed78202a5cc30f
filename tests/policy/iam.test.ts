import { types, type Resource } from "../../policy/resource";
import { iamRules } from "../../policy/rules/iam";
import { unknownValue } from "../../policy/values";
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
const role = (...statements: readonly object[]) => [resource(types.role, { assumeRolePolicy: policy(...statements) })];
const trust = (principal: unknown, action: string | readonly string[] = "sts:AssumeRole") => ({
    Effect: "Allow",
    Principal: principal,
    Action: action,
});
const schedulerTrust = trust({ Service: "scheduler.amazonaws.com" });
const withInlinePolicy = (...statements: readonly object[]) => [
    resource(types.role, { inlinePolicies: [{ name: "inline", policy: policy(...statements) }] }),
];
const ownPolicy = "arn:aws:iam::123456789012:policy/own";
const attachment = (policyArn: string) => resource(types.rolePolicyAttachment, { policyArn });

const readSecret = allow("secretsmanager:GetSecretValue", secretArn);
const interfaces = ["ec2:CreateNetworkInterface", "ec2:DescribeSubnets"];
const deniedToCode = {
    Effect: "Deny",
    Action: interfaces,
    Resource: "*",
    Condition: { ArnEquals: { "lambda:SourceFunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:access" } },
};

describeRules("the policy's rules for roles", iamRules, {
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
            withInlinePolicy(readSecret),
        ],
        fails: [
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
                "policy: logs:DescribeLogGroups: must be allowed on *, the one resource that it takes",
            ],
            [
                withInlinePolicy(allow("secretsmanager:GetRandomPassword", [secretArn])),
                "policy: secretsmanager:GetRandomPassword: must be allowed on *, the one resource that it takes",
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
    "role-trusts-services": {
        passes: [role(trust({ Service: "lambda.amazonaws.com" }))],
        fails: [
            [[resource(types.role, {})], "assumeRolePolicy: is empty: must be set"],
            [role(trust("*")), "assumeRolePolicy: * *: sts:AssumeRole: must be a service that assumes the role"],
            [
                role(trust({ Service: "lambda.amazonaws.com", AWS: "arn:aws:iam::123456789012:root" })),
                "assumeRolePolicy: Service lambda.amazonaws.com, AWS arn:aws:iam::123456789012:root: sts:AssumeRole: must be a service that assumes the role",
            ],
            [
                role(trust({ Service: "lambda.amazonaws.com" }, ["sts:AssumeRole", "sts:TagSession"])),
                "assumeRolePolicy: Service lambda.amazonaws.com: sts:AssumeRole, sts:TagSession: must be a service that assumes the role",
            ],
        ],
    },
    "role-trusts-for-own-resources": {
        passes: [
            role({ ...schedulerTrust, Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }),
            role({
                ...schedulerTrust,
                Condition: { ArnLike: { "aws:SourceArn": "arn:aws:scheduler:us-east-1:123456789012:schedule/*" } },
            }),
        ],
        fails: [
            ...[
                undefined,
                { StringLike: { "aws:SourceAccount": "*" } },
                { ArnLike: { "aws:SourceArn": "arn:aws:scheduler:us-east-1:*:schedule/default" } },
                { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
            ].map((Condition): [Resource[], string] => [
                role({ ...schedulerTrust, Condition }),
                "assumeRolePolicy: scheduler.amazonaws.com for any account: must have a condition that names one",
            ]),
            [
                role(trust({ Service: ["lambda.amazonaws.com", "vpc-flow-logs.amazonaws.com"] })),
                "assumeRolePolicy: lambda.amazonaws.com for any account: must have a condition that names one",
                "assumeRolePolicy: vpc-flow-logs.amazonaws.com for any account: must have a condition that names one",
            ],
        ],
    },
    "roles-have-one-boundary": {
        passes: [
            [resource(types.role, {}), resource(types.role, { permissionsBoundary: "" })],
            [resource(types.role, { permissionsBoundary: ownPolicy })],
            [
                resource(types.role, { permissionsBoundary: ownPolicy }),
                resource(types.role, { permissionsBoundary: unknownValue }),
            ],
        ],
        fails: [
            [
                [resource(types.role, { permissionsBoundary: ownPolicy }), resource(types.role, {})],
                `permissionsBoundary: is empty: must be ${ownPolicy}, as another role's is`,
            ],
        ],
    },
    "role-without-broad-policy": {
        passes: [
            [attachment("arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole")],
            [attachment(ownPolicy), resource(types.policy, { arn: ownPolicy })],
            role(trust({ Service: "lambda.amazonaws.com" })),
        ],
        fails: [
            [[attachment(ownPolicy)], `policyArn: ${ownPolicy}: must be a policy of this stack`],
            [
                [attachment("arn:aws:iam::aws:policy/service-role/AWSCodeDeployRole")],
                "policyArn: arn:aws:iam::aws:policy/service-role/AWSCodeDeployRole: must be a policy of this stack",
            ],
            [
                [resource(types.policyAttachment, { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" })],
                "policyArn: arn:aws:iam::aws:policy/AdministratorAccess: must be a policy of this stack",
            ],
            [
                [attachment("arn:aws:iam::aws:policy/AdministratorAccess")],
                "policyArn: arn:aws:iam::aws:policy/AdministratorAccess: must be a policy of this stack",
            ],
            [
                [resource(types.role, { managedPolicyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"] })],
                "policyArn: arn:aws:iam::aws:policy/PowerUserAccess: must be a policy of this stack",
            ],
        ],
    },
});
