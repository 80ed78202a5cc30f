import { clusterLoginRules } from "../../policy/rules/clusterLogins";
import { describeRules } from "./describeRules";
import { good } from "./resources";

describeRules("the policy's rules for the logins of a cluster", clusterLoginRules, {
    "cluster-master-password-managed": {
        passes: [[good.cluster()]],
        fails: [
            [[good.cluster({ manageMasterUserPassword: false })], "manageMasterUserPassword: false: must be true"],
            [[good.cluster({ masterPassword: "hunter2" })], "masterPassword: is set: must be left out"],
            [[good.cluster({ masterPasswordWo: "hunter2" })], "masterPasswordWo: is set: must be left out"],
        ],
    },
    "cluster-master-username": {
        passes: [
            [good.cluster()],
            [good.cluster({ masterUsername: undefined, snapshotIdentifier: "before" })],
            [good.cluster({ masterUsername: undefined, restoreToPointInTime: { restoreType: "full-copy" } })],
        ],
        fails: [
            [
                [good.cluster({ masterUsername: undefined })],
                "masterUsername: is empty: must be set, to none of admin, postgres, root",
            ],
            [
                [good.cluster({ masterUsername: "root", snapshotIdentifier: "before" })],
                "masterUsername: root: must be set, to none of admin, postgres, root",
            ],
            [
                [good.cluster({ masterUsername: "postgres" })],
                "masterUsername: postgres: must be set, to none of admin, postgres, root",
            ],
        ],
    },
    "cluster-iam-authentication": {
        passes: [[good.cluster()]],
        fails: [
            [
                [good.cluster({ iamDatabaseAuthenticationEnabled: undefined })],
                "iamDatabaseAuthenticationEnabled: is empty: must be true",
            ],
        ],
    },
});
