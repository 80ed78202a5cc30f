import assert from "node:assert/strict";
import { clusterOf } from "./clusterOf";
import { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";
import { summary } from "./harness/outcome";

/** An endpoint of the fixed reader, which added readers do not join. */
const endpoint = { customEndpoint: "analytics", customEndpointReaders: [1] };
const scaled = { readerScaling: "cpu", readerScalingMax: 4 };

/** Each test continues from the previous one. */
describe("readers that Aurora adds, on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;

    before(async () => {
        engine = await Engine.start();
        stack = await engine.stack("staging", { quick: true });
        stack.configure({ ...scaled, ...endpoint, monitoring: false });
    });

    after(() => {
        engine.close();
    });

    const members = () => engine.account.read(clusterOf(engine), clusterOf(engine).id)?.state.clusterMembers;

    it("none are added when the autoscaling is created, because its range begins with the fixed readers", async () => {
        const up = await stack.up();

        const state = stack.state();
        assert.deepEqual(up.errors, []);
        assert.ok(state.waitsFor(state.find("Target", "database-readers")).has("ClusterInstance database-1"));
        assert.deepEqual(members(), ["experimentation-staging-0", "experimentation-staging-1"]);
    });

    it("are no difference in a refresh, a preview or an update", async () => {
        engine.account.addedReaders.add("experimentation-staging", 2);
        engine.account.operations.length = 0;

        const outcomes = [await stack.refresh(), await stack.preview(), await stack.up()];

        assert.deepEqual(
            outcomes.flatMap(({ changes, errors }) => [...summary(changes), ...errors]),
            [],
        );
        assert.deepEqual(engine.account.operations, []);
        assert.deepEqual(stack.state().find("Cluster", "database").outputs.clusterMembers, [
            "application-autoscaling-1",
            "application-autoscaling-2",
            "experimentation-staging-0",
            "experimentation-staging-1",
        ]);
    });

    it("stay if the autoscaling is removed, and go if its maximum is the fixed readers before", async () => {
        stack.configure({ readerScalingMax: 1 });
        const narrowed = await stack.up();
        engine.account.addedReaders.settle();
        stack.configure({ readerScaling: undefined, readerScalingMax: undefined });
        const removed = await stack.up();
        stack.configure(scaled);
        const again = await stack.up();

        assert.deepEqual(
            [narrowed, removed, again].flatMap(({ errors }) => errors),
            [],
        );
        assert.deepEqual(summary(narrowed.changes), ["update Target database-readers (maxCapacity)"]);
        assert.deepEqual(summary(removed.changes), [
            "delete Policy database-readers",
            "delete Target database-readers",
            "update Role database-monitoring (assumeRolePolicy)",
        ]);
        assert.deepEqual(members(), ["experimentation-staging-0", "experimentation-staging-1"]);
    });

    it("keep the cluster from being deleted, until they are removed", async () => {
        engine.account.addedReaders.add("experimentation-staging", 1);
        stack.configure({ decommission: "staging" });

        const up = await stack.up();
        const refused = await stack.destroy();
        engine.account.addedReaders.deleteByHand("experimentation-staging");
        const destroy = await stack.destroy();

        assert.deepEqual(up.errors, []);
        assert.ok(summary(up.changes).includes("update Target database-readers (maxCapacity)"));
        assert.match(
            up.warnings.join("\n"),
            /^decommission: Aurora removes the readers that it added; run destroy only/m,
        );
        assert.match(refused.errors.join("\n"), /InvalidDBClusterStateFault: Cluster cannot be deleted/);
        assert.deepEqual([destroy.errors, stack.state().resources], [[], []]);
    });

    it("are gone some minutes after a stack is decommissioned, and its destruction passes", async () => {
        engine.emptyAccount();
        stack.configure({ decommission: undefined });
        assert.deepEqual((await stack.up()).errors, []);
        engine.account.addedReaders.add("experimentation-staging", 3);
        stack.configure({ decommission: "staging" });

        const up = await stack.up();
        engine.account.addedReaders.settle();
        const destroy = await stack.destroy();

        assert.deepEqual([up.errors, destroy.errors, stack.state().resources], [[], [], []]);
    });
});
