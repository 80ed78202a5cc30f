import assert from "node:assert/strict";
import { inPlace } from "./changesInPlace";
import { clusterOf } from "./clusterOf";
import { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";
import { summary } from "./harness/outcome";
import { changedCodeProgram } from "./harness/program";

const kinds = ["application", "migration", "reader"];
const rotation = "aws:secretsmanager/secretRotation:SecretRotation";

describe("changes on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;

    before(async () => {
        engine = await Engine.start();
        stack = await engine.stack("staging", { quick: true });
        assert.deepEqual((await stack.up()).errors, []);
    });

    after(() => {
        engine.close();
    });

    for (const { title, values, changes } of inPlace) {
        it(title, async () => {
            stack.configure(values);

            const up = await stack.up();

            assert.deepEqual([summary(up.changes), up.errors], [[...changes].sort(), []]);
        });
    }

    it("RDS reports own parameters as the program sets them, also those with the engine's own value", async () => {
        const refresh = await stack.refresh();
        const preview = await stack.preview();

        assert.deepEqual([...refresh.errors, ...preview.errors], []);
        assert.deepEqual(summary([...refresh.changes, ...preview.changes]), []);
    });

    it("other code changes the two functions", async () => {
        const up = await stack.up({ program: changedCodeProgram });

        assert.deepEqual(summary(up.changes), [
            "update Function access (code)",
            "update Function database-rotation (code)",
        ]);
    });

    it("AWS refuses an upgrade to a major version alone if its default minor version is no upgrade target", async () => {
        stack.configure({
            engineVersion: "16",
            minorVersions: "automatic",
            allowMajorVersionUpgrade: true,
            applyImmediately: true,
        });

        const up = await stack.up({ program: changedCodeProgram });

        assert.match(up.errors.join("\n"), /Cannot upgrade aurora-postgresql from 15\.18 to 16\.8/);
    });

    it("an upgrade to an upgrade target creates its parameter group first, and deletes the old one last", async () => {
        stack.configure({ engineVersion: "16.14", minorVersions: "pinned" });
        engine.account.operations.length = 0;

        const up = await stack.up({ program: changedCodeProgram });

        const group = "aws:rds/clusterParameterGroup:ClusterParameterGroup database-aurora-postgresql";
        assert.deepEqual(up.errors, []);
        assert.deepEqual(engine.account.operations, [
            "update aws:rds/cluster:Cluster database",
            "update aws:rds/clusterInstance:ClusterInstance database-0",
            "update aws:rds/clusterInstance:ClusterInstance database-1",
            `delete ${group}15`,
        ]);
    });

    it("AWS refuses subnets of another size; the cluster stays, and the former size works again", async () => {
        const cluster = clusterOf(engine);
        stack.configure({ databaseSubnetMask: 25 });

        const refused = await stack.up({ program: changedCodeProgram });
        stack.configure({ databaseSubnetMask: undefined });
        const restored = await stack.up({ program: changedCodeProgram });

        assert.match(refused.errors.join("\n"), /InvalidSubnet\.Conflict/);
        assert.deepEqual(restored.errors, []);
        assert.deepEqual(clusterOf(engine), cluster);
    });

    it("the replacement of the key is refused while the data is protected", async () => {
        const key = stack.state().find("Key", "database");
        engine.account.operations.length = 0;

        const up = await stack.up({ program: changedCodeProgram, replace: [key.urn] });

        assert.match(
            up.errors.join("\n"),
            /unable to replace resource ".*:Key::database"\nas it is currently marked for protection/,
        );
        assert.deepEqual(engine.account.operations, []);
    });

    it("another database name replaces the cluster after a final snapshot, and starts the rotations of the new one", async () => {
        const { state: former } = clusterOf(engine);
        stack.configure({ decommission: "staging" });
        assert.deepEqual((await stack.up({ program: changedCodeProgram })).errors, []);
        stack.configure({ databaseName: "other" });
        engine.account.operations.length = 0;

        const up = await stack.up({ program: changedCodeProgram });

        const rotations = engine.account.operations.filter((each) => each.includes(rotation));
        assert.deepEqual(up.errors, []);
        assert.deepEqual(engine.account.snapshots, [former.finalSnapshotIdentifier]);
        assert.notEqual(clusterOf(engine).state.finalSnapshotIdentifier, former.finalSnapshotIdentifier);
        assert.deepEqual(
            kinds.map((kind) => rotations.filter((each) => each.endsWith(kind))),
            // The deletion of a rotation comes first, because it would cancel the schedule of the new one.
            kinds.map((kind) => ["delete", "create"].map((operation) => `${operation} ${rotation} database-${kind}`)),
        );
    });

    it("another range replaces the network and the cluster, and has no changes afterwards", async () => {
        stack.configure({ vpcCidr: "10.30.0.0/16" });

        const up = await stack.up({ program: changedCodeProgram });
        const again = await stack.up({ program: changedCodeProgram });

        assert.deepEqual([up.errors, again.errors, summary(again.changes)], [[], [], []]);
        assert.equal(engine.account.snapshots.length, 2);
        assert.equal(engine.account.all.filter(({ type }) => type === "aws:ec2/vpc:Vpc").length, 1);
    });

    it("another key replaces the cluster; the old key stays, because it reads the snapshots", async () => {
        const { urn, id } = stack.state().find("Key", "database");

        const up = await stack.up({ program: changedCodeProgram, replace: [urn] });
        const again = await stack.preview({ program: changedCodeProgram });

        const keys = engine.account.all.filter(({ type }) => type === "aws:kms/key:Key");
        const [old, current] = keys.map((key) => key.id);
        assert.deepEqual([up.errors, again.errors, summary(again.changes)], [[], [], []]);
        assert.deepEqual([old, keys.length, new Set(engine.account.snapshots).size], [id, 2, 3]);
        assert.match(String(clusterOf(engine).state.kmsKeyId), new RegExp(`/${String(current)}$`));
        assert.ok(!engine.account.snapshots.includes(String(clusterOf(engine).state.finalSnapshotIdentifier)));
    });
});
