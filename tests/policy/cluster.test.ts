import { clusterRules } from "../../policy/rules/cluster";
import { describeRules } from "./describeRules";
import { good } from "./resources";

describeRules("the policy's rules for a cluster", clusterRules, {
    "cluster-storage-encrypted": {
        passes: [[good.cluster()]],
        fails: [
            [[good.cluster({ storageEncrypted: false })], "storageEncrypted: false: must be true"],
            [[good.cluster({ storageEncrypted: undefined })], "storageEncrypted: is empty: must be true"],
        ],
    },
    "cluster-deletion-protection": {
        passes: [[good.cluster()]],
        fails: [[[good.cluster({ deletionProtection: false })], "deletionProtection: false: must be true"]],
    },
    "cluster-final-snapshot": {
        passes: [
            [good.cluster()],
            [good.cluster({ skipFinalSnapshot: undefined })],
            [
                good.cluster(),
                good.cluster({ skipFinalSnapshot: true, restoreToPointInTime: { restoreType: "copy-on-write" } }),
            ],
        ],
        fails: [
            [[good.cluster({ skipFinalSnapshot: true })], "skipFinalSnapshot: true: must not be true"],
            [
                [
                    good.cluster({
                        skipFinalSnapshot: true,
                        restoreToPointInTime: { restoreType: "copy-on-write" },
                        tags: { "expires-on": "never" },
                    }),
                ],
                "skipFinalSnapshot: true: must not be true",
            ],
            [
                [good.cluster({ skipFinalSnapshot: true, restoreToPointInTime: { restoreType: "full-copy" } })],
                "skipFinalSnapshot: true: must not be true",
            ],
            [
                [good.cluster({ skipFinalSnapshot: true, finalSnapshotIdentifier: undefined })],
                "skipFinalSnapshot: true: must not be true",
            ],
            [[good.cluster({ finalSnapshotIdentifier: "" })], "finalSnapshotIdentifier: is empty: must be set"],
        ],
    },
    "cluster-backup-retention": {
        passes: [[good.cluster()], [good.cluster({ backupRetentionPeriod: 35 })]],
        fails: [
            [[good.cluster({ backupRetentionPeriod: 6 })], "backupRetentionPeriod: 6: must be 7 or more"],
            [
                [good.cluster({ backupRetentionPeriod: undefined })],
                "backupRetentionPeriod: is empty: must be 7 or more",
            ],
        ],
    },
    "cluster-log-exports": {
        passes: [
            [good.cluster()],
            [good.cluster({ engineVersion: "17", enabledCloudwatchLogsExports: ["iam-db-auth-error", "postgresql"] })],
            [good.cluster({ engineVersion: "18", enabledCloudwatchLogsExports: ["postgresql"] })],
            [good.cluster({ engineVersion: "18.4", enabledCloudwatchLogsExports: ["postgresql"] })],
        ],
        fails: [
            [
                [good.cluster({ engineVersion: "17.9", enabledCloudwatchLogsExports: ["postgresql"] })],
                'enabledCloudwatchLogsExports: ["postgresql"]: must include postgresql, iam-db-auth-error',
            ],
            [
                [good.cluster({ engineVersion: "18", enabledCloudwatchLogsExports: [] })],
                "enabledCloudwatchLogsExports: is empty: must include postgresql",
            ],
            [
                [good.cluster({ enabledCloudwatchLogsExports: ["postgresql"] })],
                'enabledCloudwatchLogsExports: ["postgresql"]: must include postgresql, iam-db-auth-error',
            ],
        ],
    },
    "cluster-minor-upgrades": {
        passes: [
            [good.cluster()],
            [good.cluster({ engineVersion: "15" })],
            [good.cluster({ autoMinorVersionUpgrade: false, engineVersion: "15.18" })],
            [good.cluster({ engineVersion: "15.18", snapshotIdentifier: "before" })],
        ],
        fails: [
            [[good.cluster({ autoMinorVersionUpgrade: undefined })], "autoMinorVersionUpgrade: is empty: must be set"],
            [
                [good.cluster({ engineVersion: "15.18" })],
                "autoMinorVersionUpgrade: true: must be false with engineVersion 15.18",
            ],
        ],
    },
    "cluster-storage-type": {
        passes: [[good.cluster()], [good.cluster({ storageType: "aurora-iopt1" })]],
        fails: [
            [[good.cluster({ storageType: undefined })], "storageType: is empty: must be aurora or aurora-iopt1"],
            [[good.cluster({ storageType: "" })], "storageType: is empty: must be aurora or aurora-iopt1"],
        ],
    },
    "cluster-never-pauses": {
        passes: [[good.cluster()], [good.cluster({ serverlessv2ScalingConfiguration: { minCapacity: 0.5 } })]],
        fails: [
            [
                [good.cluster({ serverlessv2ScalingConfiguration: { minCapacity: 0, maxCapacity: 4 } })],
                "serverlessv2ScalingConfiguration.minCapacity: 0: must be 0.5 or more",
            ],
        ],
    },
    "cluster-data-api-reason": {
        passes: [
            [good.cluster()],
            [good.cluster({ enableHttpEndpoint: false })],
            [good.cluster({ enableHttpEndpoint: true, tags: { "data-api-reason": "reports" } })],
        ],
        fails: [undefined, {}, { "data-api-reason": "" }, { "data-api-reason": " - " }].map((tags) => [
            [good.cluster({ enableHttpEndpoint: true, tags })],
            "enableHttpEndpoint: true: must have the tag data-api-reason",
        ]),
    },
    "cluster-tags-copied": {
        passes: [[good.cluster(), good.instance()]],
        fails: [
            [[good.cluster({ copyTagsToSnapshot: false })], "copyTagsToSnapshot: false: must be true"],
            [[good.instance({ copyTagsToSnapshot: undefined })], "copyTagsToSnapshot: is empty: must be true"],
        ],
    },
    "cluster-no-extended-support": {
        passes: [[good.cluster()]],
        fails: [
            [
                [good.cluster({ engineLifecycleSupport: "open-source-rds-extended-support" })],
                "engineLifecycleSupport: open-source-rds-extended-support: must be open-source-rds-extended-support-disabled",
            ],
        ],
    },
});
