import { type Resource, types } from "../../policy/resource";
import { roleRules } from "../../policy/rules/roles";
import { unknownValue } from "../../policy/values";
import { describeRules } from "./describeRules";
import { policy, resource } from "./resources";

const role = (...statements: readonly object[]) => [resource(types.role, { assumeRolePolicy: policy(...statements) })];
const trust = (principal: unknown, action: string | readonly string[] = "sts:AssumeRole") => ({
    Effect: "Allow",
    Principal: principal,
    Action: action,
});
const schedulerTrust = trust({ Service: "scheduler.amazonaws.com" });
const ownPolicy = "arn:aws:iam::123456789012:policy/own";
const attachment = (policyArn: string) => resource(types.rolePolicyAttachment, { policyArn });

describeRules("the policy's rules for roles", roleRules, {
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
