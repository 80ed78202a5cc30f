import assert from "node:assert/strict";
import { configurationSteps } from "../docs/runbook/document";
import { clusterOf } from "./clusterOf";
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

    it("a major upgrade that RDS rolls back fails at the end of the up, and the former version ends that", async () => {
        const [upgrade] = configurationSteps("major-version").map((steps) =>
            Object.fromEntries(steps.map(({ key, value }) => [key, value])),
        );
        engine.account.rollsBack = true;
        stack.configure({ ...upgrade });

        const failed = await stack.up();
        stack.configure(Object.fromEntries(Object.keys(upgrade ?? {}).map((key) => [key, undefined])));
        const back = await stack.up();
        const after = await stack.preview();
        engine.account.rollsBack = false;

        const cluster = clusterOf(engine).state;
        assert.match(
            failed.errors.join("\n"),
            /ClusterParameterGroup::database-aurora-postgresql15: DependencyViolation/,
        );
        assert.deepEqual([back.errors, after.errors, summary(after.changes)], [[], [], []]);
        assert.match(
            `${String(cluster.engineVersionActual)} ${String(cluster.dbClusterParameterGroupName)}`,
            /^15\.\d+ database-aurora-postgresql15/,
        );
    });

    it("its commands for a major upgrade create the new parameter group first, and replace nothing", async () => {
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
            // The provider sees no difference between 16 and the running 16.14.
            "update Cluster database (allowMajorVersionUpgrade, applyImmediately, autoMinorVersionUpgrade)",
            "update ClusterInstance database-0 (applyImmediately, autoMinorVersionUpgrade)",
            "update ClusterInstance database-1 (applyImmediately, autoMinorVersionUpgrade)",
        ]);
    });

    it("a cluster that another one has replaced behind its name changes the master secret of the rotation, and rotates the secrets", async () => {
        const cluster = clusterOf(engine);
        const [secret] = [cluster.state.masterUserSecrets].flat();
        const masterUserSecrets = [{ ...Object(secret), secretArn: restoredSecret }];
        changeOutsidePulumi(cluster, { clusterResourceId: "cluster-RESTORED", masterUserSecrets });

        const refresh = await stack.refresh();
        const up = await stack.up();
        const again = await stack.up();

        assert.deepEqual([refresh.errors, up.errors, again.errors, summary(again.changes)], [[], [], [], []]);
        assert.deepEqual(
            summary(up.changes).filter((change) => !change.startsWith("replace ")),
            [
                ...["create-replacement", "delete-replaced"].flatMap((step) =>
                    ["application", "migration", "reader"].map((kind) => `${step} SecretRotation database-${kind}`),
                ),
                "update Function database-rotation (environment)",
                "update RolePolicy database-rotation-policy (policy)",
            ],
        );
        const { environment } = stack.state().find("Function", "database-rotation").outputs;
        assert.equal(
            Reflect.get(Object(Reflect.get(Object(environment), "variables")), "MASTER_SECRET_ARN"),
            restoredSecret,
        );
    });
});

const restoredSecret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!cluster-restored-AbCdEf";

/** Changes a resource outside Pulumi, as the AWS CLI does. */
function changeOutsidePulumi({ state }: StoredResource, changes: Readonly<Record<string, unknown>>): void {
    Object.assign(state, changes);
}
