import assert from "node:assert/strict";
import { dependencies } from "../../../package.json";
import { labels, ofKind, one, output } from "../../program/resources";
import { runCluster } from "./createDatabase";

describe("the engine's version", () => {
    it("is a major version if RDS upgrades the minor versions", async () => {
        const run = await runCluster({ changes: { engineVersion: "15", minorVersions: "automatic" } });

        const versions = [
            one(run, "Cluster").inputs.engineVersion,
            one(run, "Cluster").inputs.autoMinorVersionUpgrade,
            one(run, "ClusterInstance").inputs.autoMinorVersionUpgrade,
        ];

        assert.deepEqual(versions, ["15", true, true]);
        assert.ok(!one(run, "Cluster").ignoreChanges.includes("engineVersion"));
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

    it("of a blue/green deployment has the parameter group of the other version too, whichever the cluster has", async () => {
        const parameters = '{"rds.logical_replication":"1"}';
        const before = await runCluster({ changes: { blueGreenMajorVersion: "16", parameters } });
        const after = await runCluster({
            changes: { engineVersion: "16", blueGreenMajorVersion: "15", parameters },
        });

        const groups = [before, after].map((run) =>
            ofKind(run, "ClusterParameterGroup")
                .map(({ name, inputs }) => [name, inputs.family, JSON.stringify(inputs.parameters)])
                .sort(),
        );
        const used = [before, after].map((run) => one(run, "Cluster").inputs.dbClusterParameterGroupName);
        assert.deepEqual(
            groups[0]?.map(([name]) => name),
            ["db-aurora-postgresql15", "db-aurora-postgresql16"],
        );
        // So the switchover changes neither group.
        assert.deepEqual(groups[0], groups[1]);
        assert.deepEqual(
            used.map((name) => /postgresql\d+/.exec(String(name))?.[0]),
            ["postgresql15", "postgresql16"],
        );
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
