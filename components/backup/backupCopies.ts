import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Account, arnOf } from "../shared/account";
import type { PolicyStatement } from "../shared/policyDocument";
import type { BackupCopies, Backups, CopyVault } from "./backupArgs";

/** The copies that a rule of the plan makes of each backup. Undefined without copies. */
export function copyActions({ copies }: Backups): aws.types.input.backup.PlanRuleCopyAction[] | undefined {
    return copies === undefined
        ? undefined
        : copies.vaults.map(({ arn }) => ({
              destinationVaultArn: arn,
              lifecycle: { deleteAfter: copies.retentionDays },
          }));
}

/**
 * What the plan's role needs for copies: the part of AWS's own policy for backups that concerns Aurora
 * (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html), on these
 * vaults, their keys, and the snapshots of AWS Backup in their regions. In another account, AWS Backup copies with a
 * role of that account, to which the plan's role shares the snapshot.
 */
export function copyStatements({ vaults }: BackupCopies, account: Account, parent: pulumi.Resource): PolicyStatement[] {
    const inRegions = vaults.flatMap((vault) => (vault.kind === "region" ? [vault] : []));
    return [
        {
            Sid: "CopyBackups",
            Effect: "Allow",
            Action: ["backup:CopyFromBackupVault", "rds:CopyDBClusterSnapshot"],
            Resource: snapshotsIn(account),
        },
        {
            Sid: "VaultsOfCopies",
            Effect: "Allow",
            Action: "backup:CopyIntoBackupVault",
            Resource: vaults.map(({ arn }) => arn),
        },
        ...(inRegions.length === 0 ? [] : regionStatements(inRegions, account, parent)),
    ];
}

type RegionVault = Extract<CopyVault, { readonly kind: "region" }>;

/** The copies in the account's other regions: the role makes them, and deletes them when their time is over. */
function regionStatements(
    vaults: readonly RegionVault[],
    account: Account,
    parent: pulumi.Resource,
): PolicyStatement[] {
    const keys = vaults.map((vault) => keyOf(vault, parent));
    return [
        {
            Sid: "CopiedSnapshots",
            Effect: "Allow",
            Action: [
                "rds:AddTagsToResource",
                "rds:CopyDBClusterSnapshot",
                "rds:DeleteDBClusterSnapshot",
                "rds:DescribeDBClusterSnapshots",
                "rds:ListTagsForResource",
            ],
            Resource: vaults.map(({ region }) => snapshotsIn({ ...account, region: pulumi.output(region) })),
        },
        { Sid: "FindKeysOfCopies", Effect: "Allow", Action: "kms:DescribeKey", Resource: keys },
        {
            Sid: "GrantKeysOfCopies",
            Effect: "Allow",
            Action: "kms:CreateGrant",
            Resource: keys,
            Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
    ];
}

/** The key of a vault of the account. The look-up fails if there is no such vault. */
function keyOf({ name, region }: RegionVault, parent: pulumi.Resource): pulumi.Output<string> {
    return aws.backup.getVaultOutput({ name, region }, { parent }).kmsKeyArn;
}

/** The snapshots of AWS Backup. */
export function snapshotsIn(account: Account): pulumi.Output<string> {
    return arnOf(account, "rds", "cluster-snapshot:awsbackup:*");
}

/**
 * What a key's policy needs so that AWS Backup can copy snapshots that the key encrypts into other accounts. There, AWS
 * Backup uses its own role of the account, which reads the snapshot by a grant on the key. The copy is encrypted by the
 * key of its vault. AWS's example shares the key with the whole account:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
 */
export function sharingStatements(copies: BackupCopies | undefined, { partition }: Account): PolicyStatement[] {
    return (copies?.vaults ?? []).flatMap((vault) => {
        if (vault.kind === "region") {
            return [];
        }
        const { accountId } = vault;
        const iam = pulumi.interpolate`arn:${partition}:iam::${accountId}`;
        // The account as the principal, because a policy that names a role is refused before that role exists.
        const principal = { AWS: pulumi.interpolate`${iam}:root` };
        const byBackup = { "aws:PrincipalArn": pulumi.interpolate`${iam}:role/${backupServiceRole}` };
        return [
            {
                Sid: `BackupCopies${accountId}`,
                Effect: "Allow" as const,
                Principal: principal,
                Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
                Resource: "*",
                Condition: { ArnEquals: byBackup },
            },
            {
                Sid: `BackupCopyGrants${accountId}`,
                Effect: "Allow" as const,
                Principal: principal,
                Action: "kms:CreateGrant",
                Resource: "*",
                Condition: { ArnEquals: byBackup, Bool: { "kms:GrantIsForAWSResource": "true" } },
            },
        ];
    });
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/using-service-linked-roles-AWSServiceRoleForBackup.html */
const backupServiceRole = "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";
