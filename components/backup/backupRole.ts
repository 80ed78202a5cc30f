import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../shared/account";
import { policyDocument, type PolicyStatement, trustPolicy } from "../shared/policyDocument";
import type { BackupCopies } from "./backupArgs";
import { copyStatements, snapshotsIn } from "./backupCopies";

/** Resources that the role names. */
export interface BackupRoleResources {
    readonly cluster: aws.rds.Cluster;
    /** Encrypts the cluster and its snapshots, and the vault. */
    readonly key: aws.kms.Key;
    readonly vault: aws.backup.Vault;
}

/** Arguments of {@link createBackupRole}. */
export interface BackupRoleArgs {
    readonly identifier: string;
    readonly copies: BackupCopies | undefined;
}

/** The role of AWS Backup, with the resources to depend on before AWS Backup assumes it. */
export interface BackupRole {
    readonly role: aws.iam.Role;
    readonly policy: aws.iam.RolePolicy;
}

/**
 * Creates the role with which AWS Backup takes snapshots of the cluster, copies them, and deletes them when their time is
 * over.
 */
export function createBackupRole(
    name: string,
    { identifier, copies }: BackupRoleArgs,
    resources: BackupRoleResources,
    account: Account,
    parent: pulumi.Resource,
): BackupRole {
    const role = new aws.iam.Role(
        name,
        {
            description: `The cluster ${identifier}: backups by AWS Backup`,
            assumeRolePolicy: trustPolicy("backup.amazonaws.com", {
                StringEquals: { "aws:SourceAccount": account.accountId },
            }),
        },
        { parent },
    );
    const policy = new aws.iam.RolePolicy(
        name,
        {
            role: role.name,
            policy: policyDocument(
                ...statements(resources, account),
                ...(copies === undefined ? [] : copyStatements(copies, account, parent)),
            ),
        },
        { parent },
    );
    return { role, policy };
}

/**
 * The part of AWS's own policy for backups that concerns a cluster of Aurora, on this cluster and on the snapshots of
 * AWS Backup: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html.
 * It does not restore: a person does, with permissions of RDS.
 */
function statements({ cluster, key, vault }: BackupRoleResources, account: Account): PolicyStatement[] {
    const snapshots = snapshotsIn(account);
    return [
        {
            Sid: "Snapshots",
            Effect: "Allow",
            Action: [
                "rds:AddTagsToResource",
                "rds:CreateDBClusterSnapshot",
                "rds:DescribeDBClusterAutomatedBackups",
                "rds:DescribeDBClusterSnapshots",
                "rds:DescribeDBClusters",
                "rds:ListTagsForResource",
            ],
            Resource: [cluster.arn, snapshots],
        },
        {
            Sid: "OldSnapshots",
            Effect: "Allow",
            Action: ["rds:DeleteDBClusterSnapshot", "rds:ModifyDBClusterSnapshotAttribute"],
            Resource: snapshots,
        },
        { Sid: "Vault", Effect: "Allow", Action: "backup:DescribeBackupVault", Resource: vault.arn },
        // RDS encrypts the snapshots by a grant.
        { Sid: "FindKey", Effect: "Allow", Action: "kms:DescribeKey", Resource: key.arn },
        {
            Sid: "GrantKey",
            Effect: "Allow",
            Action: "kms:CreateGrant",
            Resource: key.arn,
            Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
        // CreateBackupSelection checks that the role may do it. It has no resource type.
        { Sid: "FindResources", Effect: "Allow", Action: "tag:GetResources", Resource: "*" },
    ];
}
