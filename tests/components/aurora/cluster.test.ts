import assert from "node:assert/strict";
import { toRecord } from "../../../offline/toRecord";
import { dependencies } from "../../../package.json";
import { kindOf, labels, ofKind, one, output } from "../../program/resources";
import { runCluster } from "./createDatabase";

describe("the range of serverless instances", () => {
    const range = { instanceClass: "db.serverless", minCapacity: "0.5", maxCapacity: "8" };
    const cases: readonly [title: string, changes: Record<string, string>, expected: object | undefined][] = [
        ["is missing without them", {}, undefined],
        ["has no pause with a minimum above 0", range, { minCapacity: 0.5, maxCapacity: 8 }],
        [
            "has a pause with a minimum of 0",
            { ...range, minCapacity: "0", pauseAfterSeconds: "600" },
            { minCapacity: 0, maxCapacity: 8, secondsUntilAutoPause: 600 },
        ],
        [
            "is the cluster's also if only a reader is serverless",
            { ...range, instanceClass: "db.t3.medium", readerInstanceClass: "db.serverless", instances: "2" },
            { minCapacity: 0.5, maxCapacity: 8 },
        ],
    ];
    for (const [title, changes, expected] of cases) {
        it(title, async () => {
            const run = await runCluster({ changes });

            const { serverlessv2ScalingConfiguration } = one(run, "Cluster").inputs;

            assert.deepEqual(serverlessv2ScalingConfiguration, expected);
        });
    }
});

describe("the Data API", () => {
    const on = { instanceClass: "db.r5.large", dataApi: "true" };
    const cases: readonly [title: string, changes: Record<string, string>, endpoint: unknown, reason: unknown][] = [
        ["is left out by default", {}, undefined, undefined],
        ["is on without a reason", on, true, undefined],
        ["has its reason in a tag", { ...on, dataApiReason: "reports" }, true, "reports"],
    ];
    for (const [title, changes, endpoint, reason] of cases) {
        it(title, async () => {
            const run = await runCluster({ changes });

            const { enableHttpEndpoint, tags } = one(run, "Cluster").inputs;

            assert.deepEqual([enableHttpEndpoint, toRecord(tags)["data-api-reason"]], [endpoint, reason]);
        });
    }
});

describe("the engine's version", () => {
    it("is a major version if RDS upgrades the minor versions", async () => {
        const run = await runCluster({ changes: { engineVersion: "15", minorVersions: "automatic" } });

        const versions = [
            one(run, "Cluster").inputs.engineVersion,
            one(run, "Cluster").inputs.autoMinorVersionUpgrade,
            one(run, "ClusterInstance").inputs.autoMinorVersionUpgrade,
        ];

        assert.deepEqual(versions, ["15", true, true]);
        assert.deepEqual(one(run, "Cluster").ignoreChanges, []);
    });

    it("is a full version without automatic upgrades if it is pinned", async () => {
        const run = await runCluster({ changes: { engineVersion: "15.18", minorVersions: "pinned" } });

        const versions = [
            one(run, "Cluster").inputs.engineVersion,
            one(run, "Cluster").inputs.autoMinorVersionUpgrade,
            one(run, "ClusterInstance").inputs.autoMinorVersionUpgrade,
        ];

        assert.deepEqual(versions, ["15.18", false, false]);
        assert.equal(one(run, "ClusterParameterGroup").name, "db-aurora-postgresql15");
    });

    it("of another major has another parameter group, of that version's family", async () => {
        const changes = { engineVersion: "16", allowMajorVersionUpgrade: "true", applyImmediately: "true" };

        const run = await runCluster({ changes });

        const group = one(run, "ClusterParameterGroup");
        assert.deepEqual([group.name, group.inputs.family], ["db-aurora-postgresql16", "aurora-postgresql16"]);
        assert.equal(one(run, "Cluster").inputs.dbClusterParameterGroupName, output(group, "name"));
        assert.equal(one(run, "Cluster").inputs.allowMajorVersionUpgrade, true);
    });

    it("is sent only to a provider that never asks for an older one: 7.48.0 or later", () => {
        // Older ones send a major alone in every ModifyDBCluster, which RDS takes for its default minor, a downgrade:
        // https://github.com/hashicorp/terraform-provider-aws/pull/49396.
        const [major = 0, minor = 0] = dependencies["@pulumi/aws"].split(".").map(Number);

        assert.ok(major > 7 || (major === 7 && minor >= 48));
    });

    it("is set only on the cluster: instances have no version or group that would prevent a major upgrade", async () => {
        const run = await runCluster({ stack: "prod" });

        const keys = new Set(ofKind(run, "ClusterInstance").flatMap(({ inputs }) => Object.keys(inputs)));

        assert.deepEqual(
            ["engineVersion", "dbParameterGroupName"].filter((key) => keys.has(key)),
            [],
        );
    });
});

describe("the exported logs", () => {
    const cases: [engineVersion: string, minorVersions: string, logs: string[]][] = [
        ["15", "automatic", ["postgresql", "iam-db-auth-error"]],
        ["17.9", "pinned", ["postgresql", "iam-db-auth-error"]],
        ["18", "automatic", ["postgresql"]],
        ["18.4", "pinned", ["postgresql"]],
    ];
    for (const [engineVersion, minorVersions, logs] of cases) {
        it(`of ${engineVersion} are ${logs.join(" and ")}, each with a log group that exists before the cluster`, async () => {
            const run = await runCluster({ changes: { engineVersion, minorVersions } });

            const cluster = one(run, "Cluster");

            const groups = ofKind(run, "LogGroup").map(({ inputs }) => inputs.name);
            assert.deepEqual(cluster.inputs.enabledCloudwatchLogsExports, logs);
            assert.deepEqual(groups, logs.map((log) => `/aws/rds/cluster/experimentation-dev/${log}`).sort());
            for (const log of logs) {
                assert.ok(labels(run, cluster.dependsOn).includes(`LogGroup db-${log}`));
            }
        });
    }
});

describe("the cluster's configuration", () => {
    type Case = [changes: Record<string, string>, kind: string, inputs: Record<string, unknown>];
    const cases: Case[] = [
        [{ storageType: "ioOptimized" }, "Cluster", { storageType: "aurora-iopt1" }],
        [{ storageType: "standard" }, "Cluster", { storageType: "aurora" }],
        [{ caCertificate: "rds-ca-rsa4096-g1" }, "ClusterInstance", { caCertIdentifier: "rds-ca-rsa4096-g1" }],
        [{ caCertificate: "" }, "ClusterInstance", { caCertIdentifier: undefined }],
        [
            { insightsMode: "advanced", insightsRetentionDays: "465" },
            "Cluster",
            {
                databaseInsightsMode: "advanced",
                performanceInsightsEnabled: true,
                performanceInsightsRetentionPeriod: 465,
            },
        ],
        [
            { insightsMode: "standard" },
            "Cluster",
            {
                databaseInsightsMode: "standard",
                performanceInsightsEnabled: undefined,
                performanceInsightsRetentionPeriod: undefined,
            },
        ],
        [
            { insightsMode: "advanced", insightsRetentionDays: "465" },
            "ClusterInstance",
            { performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 465 },
        ],
        ...["31", "731"].flatMap((days): Case[] => [
            [{ insightsRetentionDays: days }, "Cluster", { performanceInsightsRetentionPeriod: undefined }],
            [
                { insightsRetentionDays: days },
                "ClusterInstance",
                { performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: Number(days) },
            ],
        ]),
        [{ monitoringIntervalSeconds: "15" }, "ClusterInstance", { monitoringInterval: 15 }],
        [{ applyImmediately: "true" }, "Cluster", { applyImmediately: true }],
        [{ applyImmediately: "true" }, "ClusterInstance", { applyImmediately: true }],
        [{ backupRetentionDays: "35" }, "Cluster", { backupRetentionPeriod: 35 }],
        [{ backupWindow: "23:30-00:30" }, "Cluster", { preferredBackupWindow: "23:30-00:30" }],
        ...["Cluster", "ClusterInstance"].map((kind): Case => [
            { maintenanceWindow: "mon:23:30-tue:00:30" },
            kind,
            { preferredMaintenanceWindow: "mon:23:30-tue:00:30" },
        ]),
        [{ port: "6000" }, "Cluster", { port: 6000 }],
    ];
    for (const [changes, kind, inputs] of cases) {
        it(`gives ${kind} ${JSON.stringify(inputs)} for ${JSON.stringify(changes)}`, async () => {
            const run = await runCluster({ changes });

            const registered = one(run, kind).inputs;

            assert.deepEqual(Object.fromEntries(Object.keys(inputs).map((key) => [key, registered[key]])), inputs);
        });
    }

    it("has no monitoring role if enhanced monitoring is off", async () => {
        const run = await runCluster({ changes: { monitoringIntervalSeconds: "0" } });

        const { monitoringInterval, monitoringRoleArn } = one(run, "ClusterInstance").inputs;

        assert.deepEqual([monitoringInterval, monitoringRoleArn], [0, undefined]);
        assert.deepEqual(
            run.resources.map(kindOf).filter((kind) => kind.startsWith("Role")),
            [],
        );
    });
});

describe("the final snapshot", () => {
    const nameOf = async (changes: Record<string, string>) =>
        one(await runCluster({ changes }), "Cluster").inputs.finalSnapshotIdentifier;

    it("has the same name at every update of one cluster", async () => {
        const names = [await nameOf({}), await nameOf({ instances: "2", tuning: "medium", engineVersion: "16" })];

        assert.equal(names[0], names[1]);
        assert.match(String(names[0]), /^experimentation-dev-final-[0-9a-f]{7}$/);
    });

    const replacing: Record<string, string>[] = [
        { databaseName: "other" },
        { masterUsername: "other" },
        { identifier: "experimentation-dev2" },
    ];
    for (const changes of replacing) {
        it(`has another name if the cluster is replaced by ${JSON.stringify(changes)}`, async () => {
            const names = [await nameOf({}), await nameOf(changes)];

            const suffixes = names.map((name) => String(name).slice(-7));

            assert.notEqual(suffixes[0], suffixes[1]);
        });
    }

    it("is not taken if the configuration turns it off", async () => {
        const run = await runCluster({ changes: { finalSnapshot: "false" } });

        const { skipFinalSnapshot, finalSnapshotIdentifier } = one(run, "Cluster").inputs;

        assert.deepEqual([skipFinalSnapshot, finalSnapshotIdentifier], [true, undefined]);
    });
});
