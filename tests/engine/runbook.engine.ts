import assert from "node:assert/strict";
import { configurationSteps } from "../docs/runbook/document";
import { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";
import { summary } from "./harness/outcome";
import type { StoredResource } from "./providers/stored";

/** The runbook's steps with Pulumi that no other suite covers, one after the other on one stack. */
describe("the runbook on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;

    before(async () => {
        engine = await Engine.start();
        stack = await engine.stack("prod", { quick: true });
        assert.deepEqual((await stack.up()).errors, []);
    });

    after(() => {
        engine.close();
    });

    it("a major upgrade by its commands makes its parameter group first; going back to the major replaces nothing", async () => {
        const [upgrade, setBack] = configurationSteps("major-version").map((steps) =>
            Object.fromEntries(steps.map(({ key, value }) => [key, value])),
        );
        engine.account.operations.length = 0;

        stack.configure({ ...upgrade });
        const up = await stack.up();
        const operations = [...engine.account.operations];
        stack.configure({ ...setBack });
        const after = await stack.up();

        const group = "aws:rds/clusterParameterGroup:ClusterParameterGroup database-aurora-postgresql";
        const instances = [0, 1].map((index) => `aws:rds/clusterInstance:ClusterInstance database-${index}`);
        assert.deepEqual([up.errors, after.errors], [[], []]);
        assert.deepEqual(operations, [
            `create ${group}16`,
            "update aws:rds/cluster:Cluster database",
            ...instances.map((instance) => `update ${instance}`),
            `delete ${group}15`,
        ]);
        assert.deepEqual(summary(after.changes), [
            "update Cluster database (allowMajorVersionUpgrade, applyImmediately, autoMinorVersionUpgrade, engineVersion)",
            "update ClusterInstance database-0 (applyImmediately, autoMinorVersionUpgrade)",
            "update ClusterInstance database-1 (applyImmediately, autoMinorVersionUpgrade)",
        ]);
    });

    it("the way back from a major upgrade makes the old parameter group first, and replaces nothing else", async () => {
        const [, , back] = configurationSteps("major-version").map((steps) =>
            Object.fromEntries(steps.map(({ key, value }) => [key, value])),
        );
        behindPulumisBack(clusterOf(engine), {
            engineVersion: "15.18",
            engineVersionActual: "15.18",
            dbClusterParameterGroupName: "default.aurora-postgresql15",
        });
        engine.account.operations.length = 0;

        stack.configure({ ...back });
        const refresh = await stack.refresh();
        const up = await stack.up();

        const group = "aws:rds/clusterParameterGroup:ClusterParameterGroup database-aurora-postgresql";
        const instances = [0, 1].map((index) => `aws:rds/clusterInstance:ClusterInstance database-${index}`);
        assert.deepEqual([refresh.errors, up.errors], [[], []]);
        assert.deepEqual(engine.account.operations, [
            `create ${group}15`,
            "update aws:rds/cluster:Cluster database",
            ...instances.map((instance) => `update ${instance}`),
            `delete ${group}16`,
        ]);
    });

    it("a restored cluster of the same name changes the master's secret of the rotation, and nothing else", async () => {
        const cluster = clusterOf(engine);
        const [secret] = [cluster.state.masterUserSecrets].flat();
        const masterUserSecrets = [{ ...Object(secret), secretArn: restoredSecret }];
        behindPulumisBack(cluster, { clusterResourceId: "cluster-RESTORED", masterUserSecrets });

        const refresh = await stack.refresh();
        const up = await stack.up();

        assert.deepEqual([refresh.errors, up.errors], [[], []]);
        assert.deepEqual(summary(up.changes), [
            "update Function database-rotation (environment)",
            "update RolePolicy database-rotation-policy (policy)",
        ]);
        const { environment } = stack.state().find("Function", "database-rotation").outputs;
        assert.equal(
            Reflect.get(Object(Reflect.get(Object(environment), "variables")), "MASTER_SECRET_ARN"),
            restoredSecret,
        );
    });

    it("what a restore has left out is put right in place", async () => {
        const cluster = clusterOf(engine);
        const before = behindPulumisBack(cluster, {
            backupRetentionPeriod: 1,
            enabledCloudwatchLogsExports: [],
            preferredMaintenanceWindow: "mon:01:00-mon:02:00",
            tags: {},
        });

        await stack.refresh();
        const preview = await stack.preview();
        behindPulumisBack(cluster, before);

        assert.deepEqual(preview.errors, []);
        assert.deepEqual(summary(preview.changes), [
            "update Cluster database (backupRetentionPeriod, enabledCloudwatchLogsExports, preferredMaintenanceWindow, tags)",
        ]);
    });

    it("a restore under another key cannot be put right: the protection refuses the replacement", async () => {
        behindPulumisBack(clusterOf(engine), { kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/another" });

        await stack.refresh();
        const preview = await stack.preview();

        assert.match(
            preview.errors.join("\n"),
            /unable to replace resource ".*:Cluster::database"\nas it is currently marked for protection/,
        );
    });
});

const restoredSecret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!cluster-restored-AbCdEf";

/** Changes a resource outside Pulumi, as the AWS CLI does. Returns its former state. */
function behindPulumisBack({ state }: StoredResource, changes: Readonly<Record<string, unknown>>) {
    const before = Object.fromEntries(Object.keys(changes).map((key) => [key, state[key]]));
    Object.assign(state, changes);
    return before;
}

function clusterOf({ account }: Engine): StoredResource {
    const cluster = account.all.find(({ type }) => type === "aws:rds/cluster:Cluster");
    if (cluster === undefined) {
        throw new Error("the account has no cluster");
    }
    return cluster;
}
