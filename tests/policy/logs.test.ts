import { types } from "../../policy/resource";
import { logRules } from "../../policy/rules/logs";
import { tagRules } from "../../policy/rules/tags";
import { unknownValue } from "../../policy/values";
import { describeRules } from "./describeRules";
import { good, partOfNetwork, resource } from "./resources";

const exported = ["postgresql", "iam-db-auth-error"].map((log) =>
    good.logGroup({ name: `/aws/rds/cluster/database/${log}` }),
);

describeRules("the policy's rules for logs", logRules, {
    "log-group-retention": {
        passes: [[good.logGroup({ retentionInDays: 1 })]],
        fails: [
            [[good.logGroup({ retentionInDays: undefined })], "retentionInDays: is empty: must be 1 or more"],
            [[good.logGroup({ retentionInDays: 0 })], "retentionInDays: 0: must be 1 or more"],
        ],
    },
    "log-group-a-year": {
        passes: [[good.logGroup()]],
        fails: [[[good.logGroup({ retentionInDays: 180 })], "retentionInDays: 180: must be 365 or more"]],
    },
    "cluster-log-groups": {
        passes: [
            [good.cluster(), ...exported],
            [good.cluster({ clusterIdentifier: unknownValue })],
            [good.cluster({ enabledCloudwatchLogsExports: [unknownValue] })],
        ],
        fails: [
            [
                [good.cluster(), ...exported.slice(0, 1)],
                "log group: none named /aws/rds/cluster/database/iam-db-auth-error: must be created",
            ],
        ],
    },
});

const tags = { environment: "dev", owner: "team", "cost-centre": "1", "managed-by": "pulumi" };

const subnetOfNetwork = partOfNetwork(types.subnet, { tags: {} });

describeRules("the policy's rules for tags", tagRules, {
    tags: {
        passes: [[good.cluster({ tags: { ...tags, Name: "database" } }), subnetOfNetwork]],
        fails: [
            [[good.cluster({ tags: { ...tags, owner: "" } })], "tags: owner is missing: must be set"],
            [
                [partOfNetwork(types.vpc, { tags: { ...tags, owner: undefined } })],
                "tags: owner is missing: must be set",
            ],
            [
                [resource("aws:new/thing:Thing", {})],
                "tags: environment is missing: must be set",
                "tags: owner is missing: must be set",
                "tags: cost-centre is missing: must be set",
                "tags: managed-by is missing: must be set",
            ],
        ],
    },
});
