import assert from "node:assert/strict";
import type { EngineStack } from "./harness/engineStack";
import { summary } from "./harness/outcome";
import { recover } from "./harness/recovery";

describe("a change that fails on the real engine", () => {
    it("the next up finishes the replacement of the cluster, with one final snapshot", async () => {
        const faults = [
            "delete aws:rds/clusterInstance:ClusterInstance database-0",
            "delete aws:rds/cluster:Cluster database",
            "create aws:rds/cluster:Cluster database",
            "create aws:rds/clusterInstance:ClusterInstance database-0",
            "create aws:secretsmanager/secretRotation:SecretRotation database-reader",
        ];
        const step = { values: { databaseName: "other" }, run: (stack: EngineStack) => stack.up({ parallel: 1 }) };

        await recover(step, faults, async ({ engine, stack, failed }) => {
            const again = await stack.preview();

            assert.deepEqual([failed, engine.account.snapshots.length, summary(again.changes)], [faults, 1, []]);
        });
    });

    it("the next up finishes the replacement of the network, and of the cluster in it", async () => {
        const faults = [
            "create aws:rds/subnetGroup:SubnetGroup database-917bb2",
            "create aws:ec2/vpcEndpoint:VpcEndpoint network-ssm",
            "delete aws:rds/cluster:Cluster database",
        ];
        const step = { values: { vpcCidr: "10.30.0.0/16" }, run: (stack: EngineStack) => stack.up({ parallel: 1 }) };

        await recover(step, faults, async ({ engine, stack, failed }) => {
            const again = await stack.preview();
            const networks = engine.account.all.filter(({ type }) => type === "aws:ec2/vpc:Vpc");

            assert.deepEqual([[...failed].sort(), summary(again.changes)], [[...faults].sort(), []]);
            assert.deepEqual([engine.account.snapshots.length, networks.length], [1, 1]);
        });
    });

    it("the next destroy finishes, and leaves the final snapshot and its key", async () => {
        const faults = [
            "delete aws:secretsmanager/secretRotation:SecretRotation database-reader",
            "delete aws:rds/clusterInstance:ClusterInstance database-0",
            "delete aws:rds/cluster:Cluster database",
            "delete aws:ec2/vpc:Vpc network",
        ];

        await recover({ run: (stack) => stack.destroy({ parallel: 1 }) }, faults, ({ engine, stack, failed }) => {
            const left = engine.account.all.map(({ type }) => type);

            assert.deepEqual([[...failed].sort(), engine.account.snapshots.length], [[...faults].sort(), 1]);
            assert.deepEqual([left, stack.state().resources], [["aws:kms/key:Key"], []]);
        });
    });
});
