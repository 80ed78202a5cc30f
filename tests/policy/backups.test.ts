import { types } from "../../policy/resource";
import { backupRules } from "../../policy/rules/backups";
import { describeRules } from "./describeRules";
import { type Changes, resource } from "./resources";

const vault = (changes: Changes = {}) => resource(types.backupVault, { name: "database-backups-1", ...changes });
const lock = (backupVaultName: string) => resource(types.backupVaultLock, { backupVaultName, minRetentionDays: 7 });
const plan = (changes: Changes = {}) =>
    resource(types.backupPlan, {
        rules: [
            { ruleName: "daily", targetVaultName: "database-backups-1", lifecycle: { deleteAfter: 35 }, ...changes },
        ],
    });
const copied = (lifecycle: object) => plan({ copyActions: [{ destinationVaultArn: "arn", lifecycle }] });
const clusterArn = "arn:aws:rds:us-east-1:123456789012:cluster:database";
const selection = (changes: Changes = {}) => resource(types.backupSelection, { resources: [clusterArn], ...changes });
const patterns = "must be ARNs without patterns";

describeRules("the policy's rules for backups", backupRules, {
    "backup-vault-keeps-backups": {
        passes: [[vault()], [vault({ forceDestroy: false })]],
        fails: [[[vault({ forceDestroy: true })], "forceDestroy: true: must not be true"]],
    },
    "backup-vault-locked": {
        passes: [[vault(), lock("database-backups-1")]],
        fails: [
            [[vault()], "lock: is missing: must exist"],
            [[vault(), lock("another")], "lock: is missing: must exist"],
        ],
    },
    "backup-plan-snapshots": {
        passes: [[plan()], [plan({ enableContinuousBackup: false })], [copied({ deleteAfter: 90 })]],
        fails: [
            [[plan({ enableContinuousBackup: true })], "rules.0.enableContinuousBackup: true: must not be true"],
            [
                [plan({ lifecycle: { coldStorageAfter: 30, deleteAfter: 365 } })],
                "rules.0.lifecycle.coldStorageAfter: is set: must be left out",
            ],
            [
                [copied({ coldStorageAfter: 30, deleteAfter: 365 })],
                "rules.0.copyActions.0.lifecycle.coldStorageAfter: is set: must be left out",
            ],
        ],
    },
    "backup-plan-retention": {
        passes: [[plan()], [copied({ deleteAfter: 90 })]],
        fails: [
            [[plan({ lifecycle: undefined })], "rules.0.lifecycle.deleteAfter: is empty: must be set"],
            [[plan({ lifecycle: {} })], "rules.0.lifecycle.deleteAfter: is empty: must be set"],
            [[copied({})], "rules.0.copyActions.0.lifecycle.deleteAfter: is empty: must be set"],
        ],
    },
    "backup-selection-by-arn": {
        passes: [[selection()]],
        fails: [
            [[selection({ resources: ["*"] })], `resources: ["*"]: ${patterns}`],
            [[selection({ resources: undefined })], `resources: is empty: ${patterns}`],
            [
                [selection({ selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "true" }] })],
                'selectionTags: [{"type":"STRINGEQUALS","key":"backup","value":"true"}]: must be left out',
            ],
        ],
    },
});
