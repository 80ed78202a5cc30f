import { actions, useOfKey } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

const freeBecause = "AWS Backup charges backups, not plans and vaults";

/** AWS Backup's vaults and plans. */
export const backup = {
    backupVault: {
        token: "aws:backup/vault:Vault",
        schema: "backup/vault.go",
        autoName: "name",
        replacedBy: words("kmsKeyArn name"),
        updatedBy: words("forceDestroy tags"),
        taggable: true,
        policy: "ruled",
        actions: actions("backup", {
            // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html, and "API permissions" there
            create: `CreateBackupVault TagResource backup-storage:MountCapsule ${useOfKey}`,
            read: "DescribeBackupVault ListTags",
            update: "TagResource UntagResource",
            delete: "DeleteBackupVault",
        }),
        outputs: (r) => {
            const name = r.physicalName();
            return { id: name, computed: { name, arn: r.arn("backup", `backup-vault:${name}`), recoveryPoints: 0 } };
        },
    },
    backupVaultLock: {
        token: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
        schema: "backup/vault_lock_configuration.go",
        required: words("backupVaultName"),
        replacedBy: words("backupVaultName changeableForDays maxRetentionDays minRetentionDays"),
        taggable: false,
        freeBecause,
        policy: "ruled",
        actions: actions("backup", {
            create: "PutBackupVaultLockConfiguration",
            read: "DescribeBackupVault",
            update: "",
            delete: "DeleteBackupVaultLockConfiguration",
        }),
        outputs: (r) => {
            const name = r.text("backupVaultName");
            return { id: name, computed: { backupVaultArn: r.arn("backup", `backup-vault:${name}`) } };
        },
    },
    backupPlan: {
        token: "aws:backup/plan:Plan",
        schema: "backup/plan.go",
        required: words("rules"),
        autoName: "name",
        replacedBy: words("name"),
        updatedBy: words("rules tags"),
        taggable: true,
        policy: "ruled",
        actions: actions("backup", {
            create: "CreateBackupPlan TagResource",
            read: "GetBackupPlan ListTags",
            update: "UpdateBackupPlan TagResource UntagResource",
            delete: "DeleteBackupPlan",
        }),
        outputs: (r) => {
            const name = r.physicalName();
            const id = r.uuid();
            return { id, computed: { name, arn: r.arn("backup", `backup-plan:${id}`), version: r.hex(48) } };
        },
    },
    backupSelection: {
        token: "aws:backup/selection:Selection",
        schema: "backup/selection.go",
        required: words("iamRoleArn planId"),
        autoName: "name",
        replacedBy: words("iamRoleArn name planId resources"),
        keeps: { planId: "aws:backup/plan:Plan" },
        taggable: false,
        freeBecause,
        policy: "ruled",
        actions: actions("backup", {
            create: "CreateBackupSelection iam:PassRole",
            read: "GetBackupSelection",
            update: "",
            delete: "DeleteBackupSelection",
        }),
        outputs: (r) => ({ id: r.uuid(), computed: { name: r.physicalName() } }),
    },
} satisfies ResourceTypes;
