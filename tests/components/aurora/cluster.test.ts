import assert from "node:assert/strict";
import { toRecord } from "../../../offline/toRecord";
import { kindOf, one } from "../../program/resources";
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
