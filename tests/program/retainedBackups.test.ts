import assert from "node:assert/strict";
import { labelsWith, one, output } from "./resources";
import { projectKeys, stacks, wholeProgram } from "./runs";

describe("automatic backups", () => {
    it("outlive a cluster with retainBackups: RDS is sent it with the deletion, and an output names them", async () => {
        const config = projectKeys({ retainBackups: "true", backupPlan: "true", secretRecoveryDays: "0" });
        const run = await wholeProgram({ stack: "dev", config });

        const cluster = one(run, "Cluster");

        assert.equal(cluster.inputs.deleteAutomatedBackups, false);
        assert.deepEqual(run.outputs.retainedOnDestroy, [
            `final snapshot ${String(cluster.inputs.finalSnapshotIdentifier)}`,
            `automatic backups of ${output(cluster, "clusterResourceId")}, for 7 days`,
            `vault ${output(one(run, "Vault"), "name")} with its backups`,
            `key ${output(one(run, "Key"), "arn")}, which reads them`,
        ]);
    });

    it("and their key are what a stack without final snapshot and logs leaves", async () => {
        const config = projectKeys({
            retainBackups: "true",
            backupRetentionDays: "1",
            finalSnapshot: "false",
            secretRecoveryDays: "0",
        });
        const run = await wholeProgram({ stack: "dev", config });

        const retained = labelsWith(run, ({ retainOnDelete }) => retainOnDelete);

        assert.deepEqual(retained, ["Key database"]);
        assert.deepEqual(run.outputs.retainedOnDestroy, [
            `automatic backups of ${output(one(run, "Cluster"), "clusterResourceId")}, for 1 day`,
            `key ${output(one(run, "Key"), "arn")}, which reads them`,
        ]);
    });

    for (const stack of stacks) {
        it(`are deleted with the cluster in ${stack}, as its file has it`, async () => {
            const run = await wholeProgram({ stack });

            const { deleteAutomatedBackups } = one(run, "Cluster").inputs;

            assert.equal(deleteAutomatedBackups, undefined);
        });
    }
});
