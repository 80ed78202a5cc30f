import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { configurationSteps } from "../docs/runbook/document";
import { clusterOf } from "./clusterOf";
import { Engine } from "./harness/engine";
import type { EngineStack, Value } from "./harness/engineStack";
import { summary } from "./harness/outcome";
import { BlueGreen } from "./providers/blueGreen";
import type { StoredResource } from "./providers/stored";

const groupType = "aws:rds/clusterParameterGroup:ClusterParameterGroup";

/** The runbook's order of a major upgrade by blue/green, with its wrong turns. Each test continues from the previous. */
describe("a blue/green deployment on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;
    let rds: BlueGreen;
    let masterSecret: string;

    before(async () => {
        engine = await Engine.start();
        rds = new BlueGreen(engine.account);
        stack = await engine.stack("dev", { quick: true });
        stack.configure({
            monitoring: false,
            instances: 2,
            readerScaling: "cpu",
            readerScalingMax: 2,
            exportBucketArns: ["arn:aws:s3:::warehouse/experiments"],
        });
        assert.deepEqual((await stack.up()).errors, []);
    });

    after(() => {
        engine.close();
    });

    const group = (major: number) => {
        const found = engine.account.all.find(
            ({ type, state }) => type === groupType && state.family === `aurora-postgresql${major}`,
        );
        return String(found?.state.name);
    };

    it("is refused by RDS before the stack is prepared", () => {
        assert.throws(() => {
            rds.create("16.14", group(15));
        }, /managing master user passwords/);
    });

    it("begins with the new version's parameter group, logical replication in both, and no scheduled roll-ups", async () => {
        stack.configure({ ...prepared });

        const up = await stack.up();

        assert.deepEqual(up.errors, []);
        assert.deepEqual(summary(up.changes), [
            "create ClusterParameterGroup database-aurora-postgresql16",
            "delete Role access-roll-up",
            "delete RolePolicy access-roll-up",
            "delete Schedule access-roll-up",
            "update ClusterParameterGroup database-aurora-postgresql15 (parameters)",
        ]);
    });

    it("changes nothing in an up after the master is handed over", async () => {
        rds.handMasterOver();

        const up = await stack.up();
        rds.create("16.14", group(16));

        assert.deepEqual([up.errors, summary(up.changes)], [[], []]);
    });

    it("refuses an up for the old version after the switchover, and one that does not know of it", async () => {
        rds.switchOver();
        masterSecret = rds.takeMasterBack(clusterOf(engine).state.kmsKeyId);
        stack.configure({ ...switchedOver });

        const unknown = await stack.up();
        stack.configure({ ...prepared, engineVersion: undefined });
        const refresh = await stack.refresh();
        const former = await stack.up();

        assert.match(unknown.errors.join("\n"), /Cannot upgrade aurora-postgresql from 16\.14 to 16\.8/);
        assert.match(former.errors.join("\n"), /aurora-postgresql15 can't be used/);
        assert.deepEqual([refresh.errors, clusterOf(engine).state.clusterResourceId], [[], "cluster-GREEN"]);
    });

    it("ends with an up that replaces nothing but the schedules of the rotations, which rotates the secrets, and rolls up again", async () => {
        stack.configure({ ...switchedOver });
        await stack.refresh();

        const up = await stack.up();
        const again = await stack.up();

        assert.deepEqual([up.errors, again.errors, summary(again.changes)], [[], [], []]);
        assert.deepEqual(
            // The refused ups before may have created a part of the roll-ups' schedule.
            summary(up.changes).filter(
                (change) => !change.startsWith("replace ") && !change.endsWith(" access-roll-up"),
            ),
            [
                "create ClusterRoleAssociation database-s3-export",
                "create Policy database-readers",
                "create Target database-readers",
                ...["create-replacement", "delete-replaced"].flatMap((step) =>
                    ["application", "migration", "reader"].map((kind) => `${step} SecretRotation database-${kind}`),
                ),
                "update Function database-rotation (environment)",
                "update RolePolicy database-rotation-policy (policy)",
            ],
        );
        assert.equal(stack.state().find("Schedule", "access-roll-up").outputs.name, "experimentation-dev-roll-up");
        assert.match(
            JSON.stringify(stack.state().find("Function", "database-rotation").outputs),
            new RegExp(masterSecret),
        );
    });

    it("keeps the old parameter group as long as the old cluster uses it", async () => {
        stack.configure({ ...finished });

        const early = await stack.up();
        rds.deleteOld();
        const up = await stack.up();
        const again = await stack.up();

        assert.match(early.errors.join("\n"), /DependencyViolation: .* uses it/);
        assert.deepEqual([up.errors, again.errors, summary(again.changes)], [[], [], []]);
        assert.deepEqual(
            engine.account.all
                .filter(({ type }: StoredResource) => type === groupType)
                .map(({ state }) => state.family),
            ["aurora-postgresql16"],
        );
    });
});

/** The runbook's steps: before the deployment, after the switchover, and without the old cluster. */
const [prepared, switchedOver, finished] = configurationSteps("major-version-by-bluegreen").map(
    (steps): Record<string, Value> =>
        Object.fromEntries(
            steps.map(({ key, value }) => [key, value?.startsWith("{") ? toRecord(JSON.parse(value)) : value]),
        ),
);
