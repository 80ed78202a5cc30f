import assert from "node:assert/strict";
import type { RegisteredResource } from "../../offline/registeredResource";
import { resourceType, resourceTypes } from "../../resourceTypes";
import { awsxVpc, vpcComponent } from "../../resourceTypes/awsxVpc";
import { actionsWithoutResource } from "../../resourceTypes/providerActions";
import { matchesArn, matchesPattern } from "../../tools/local/iam/wildcard";
import { backupProd, bucketsProd, declaringProd, projectKeys, scaledProd, stacks, wholeProgram } from "../program/runs";
import { type CiStatement, ciStatements, deployPolicies, serviceOf } from "./policies";

/** Runs that register every type. No stack's file has addresses for alarms. */
const runs = [
    ...stacks.map((stack) => ({ stack })),
    { stack: "prod", config: projectKeys({ alarmEmails: JSON.stringify(["on-call@example.com"]) }) },
    scaledProd,
    bucketsProd,
    backupProd,
    declaringProd,
];

/** The operations of a role, the actions among them that its policy does not allow, and its additional actions. */
const roles = [
    {
        name: "the deploy role's policies",
        policies: deployPolicies,
        operations: ["create", "read", "update", "delete"],
        lacks: [
            // The document that is needed with a permissions boundary, allows it.
            "aws:iam/role:Role iam:PutRolePermissionsBoundary",
            // Pulumi never removes a lock, so the role may not.
            "aws:backup/vaultLockConfiguration:VaultLockConfiguration backup:DeleteBackupVaultLockConfiguration",
        ],
        besides: [
            "ec2:Describe*",
            "ec2:ReplaceNetworkAclEntry",
            "events:List*",
            "events:Put*",
            "iam:List*",
            "iam:UpdateRole",
            "kms:CancelKeyDeletion",
            "kms:EnableKey",
            "kms:Encrypt",
            "kms:GenerateDataKey*",
            "lambda:GetFunction*",
            "lambda:List*",
            "rds:Describe*",
            "s3:DeleteObject",
            "s3:GetObject",
            "s3:ListBucket",
            "s3:PutObject",
            "sns:List*",
            "ssm:GetParameters",
            "sts:GetCallerIdentity",
        ],
    },
    {
        name: "preview-policy.json",
        policies: ["preview-policy.json"],
        operations: ["read"],
        // The nightly run leaves these resources out.
        lacks: ["aws:secretsmanager/secretVersion:SecretVersion secretsmanager:GetSecretValue"],
        besides: [
            "ec2:DescribeAccountAttributes",
            "ec2:DescribeAvailabilityZones",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeRegions",
            "iam:ListRoleTags",
            "kms:Decrypt",
            // The look-up of the snapshot from which a stack is restored.
            "rds:DescribeDBClusterSnapshots",
            "s3:GetObject",
            "s3:ListBucket",
            "ssm:GetParameters",
            "sts:GetCallerIdentity",
        ],
    },
] as const;

describe("the actions that the provider needs", () => {
    for (const { name, policies, operations, lacks, besides } of roles) {
        it(`are allowed by ${name} for each resource: ${operations.join(", ")}`, async () => {
            const resources = await registered();
            const statements = ciStatements(policies);

            const denied = resources.flatMap(({ type, arn }) =>
                operations
                    .flatMap((operation) => resourceType(type).actions[operation])
                    .filter((action) => !isAllowed(statements, action, arn))
                    .map((action) => `${type} ${action}`),
            );

            assert.deepEqual([...new Set(denied)], lacks);
        });

        it(`are the only ones that ${name} allow, except for the state, wider patterns and a few more`, () => {
            const needed = new Set(
                Object.values(resourceTypes).flatMap(({ actions }) => operations.flatMap((each) => actions[each])),
            );

            const allowed = ciStatements(policies)
                .filter(({ effect }) => effect === "Allow")
                .flatMap(({ actions }) => actions);

            assert.deepEqual([...new Set(allowed.filter((action) => !needed.has(action)))].sort(), besides);
        });
    }
});

/** The resources of all runs with their ARNs. A VPC's component is replaced by its children. */
async function registered(): Promise<{ readonly type: string; readonly arn: string | undefined }[]> {
    const resources = new Map<string, RegisteredResource>();
    for (const options of runs) {
        for (const resource of (await wholeProgram(options)).resources) {
            resources.set(`${resource.type} ${String(resource.outputs.arn)}`, resource);
        }
    }
    return [...resources.values()].flatMap(({ type, custom, outputs: { arn } }) => {
        if (type === vpcComponent.token) {
            return Object.values(awsxVpc).map(({ token }) => ({ type: token, arn: undefined }));
        }
        return custom ? [{ type, arn: typeof arn === "string" ? arn : undefined }] : [];
    });
}

/**
 * Whether statements allow an action, without regard to conditions: on the resource itself if the action belongs to its
 * service, else on any resource.
 */
function isAllowed(statements: readonly CiStatement[], action: string, arn = ""): boolean {
    const about = statements.filter(({ actions }) => actions.some((pattern) => matchesPattern(pattern, action)));
    const resource = actionsWithoutResource.has(action) ? "*" : arn;
    const everywhere = resource !== "*" && serviceOf(action) !== serviceOf(resource);
    return (
        about.every(({ effect }) => effect === "Allow") &&
        about.some(({ resources }) => everywhere || resources.some((pattern) => matchesArn(pattern, resource)))
    );
}
