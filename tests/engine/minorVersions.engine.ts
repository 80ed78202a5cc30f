import assert from "node:assert/strict";
import { configurationSteps } from "../docs/runbook/document";
import { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";
import { summary } from "./harness/outcome";
import type { StoredResource } from "./providers/stored";

const [pin = [], unpin = []] = configurationSteps("minor-version");

describe("minor versions on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;

    before(async () => {
        engine = await Engine.start();
        stack = await engine.stack("dev", { quick: true });
        assert.deepEqual((await stack.up()).errors, []);
        Object.assign(clusterOf(engine).state, { engineVersionActual: "15.18" });
    });

    after(() => {
        engine.close();
    });

    it("that RDS has chosen are no difference after a refresh, and stay in an unrelated change", async () => {
        await stack.refresh();
        const preview = await stack.preview();
        stack.configure({ backupRetentionDays: 8 });
        const up = await stack.up();

        assert.deepEqual([summary(preview.changes), up.errors], [[], []]);
        assert.deepEqual(summary(up.changes), ["update Cluster database (backupRetentionPeriod)"]);
        assert.equal(clusterOf(engine).state.engineVersionActual, "15.18");
    });

    it("fail an unrelated change with a provider older than 7.48.0, and the runbook's commands end that", async () => {
        engine.account.sentVersion = "different";
        stack.configure({ backupRetentionDays: 9 });
        const refused = await stack.up();
        stack.configure(Object.fromEntries(pin.map(({ key, value }) => [key, value])));
        const mended = await stack.up();
        engine.account.sentVersion = "newer";
        stack.configure(Object.fromEntries(unpin.map(({ key, value }) => [key, value])));
        const after = await stack.up();

        assert.match(refused.errors.join("\n"), /Cannot upgrade aurora-postgresql from 15\.18 to 15\.13/);
        assert.deepEqual([mended.errors, after.errors], [[], []]);
        assert.deepEqual(summary(after.changes), [
            "update Cluster database (autoMinorVersionUpgrade)",
            "update ClusterInstance database-0 (autoMinorVersionUpgrade)",
        ]);
        assert.equal(clusterOf(engine).state.backupRetentionPeriod, 9);
    });

    it("that RDS has raised past a pin are no difference, so the preview warns of the pin", async () => {
        stack.configure({ engineVersion: "15.17", minorVersions: "pinned" });

        const { warnings, changes } = await stack.preview();

        assert.deepEqual(warnings, [
            "engineVersion: 15.17 is pinned, but RDS has upgraded experimentation-dev to 15.18 and cannot downgrade it; " +
                "set it to 15.18",
        ]);
        assert.ok(!summary(changes).join("\n").includes("engineVersion"));
    });

    it("and an optional and computed argument: left out, the cluster keeps its value", async () => {
        stack.configure({
            engineVersion: "15",
            minorVersions: "automatic",
            insightsMode: "advanced",
            insightsRetentionDays: 465,
        });
        const advanced = await stack.up();
        stack.configure({ insightsMode: undefined, insightsRetentionDays: undefined });
        const standard = await stack.up();
        const again = await stack.preview();

        assert.deepEqual([advanced.errors, standard.errors, summary(again.changes)], [[], [], []]);
        assert.deepEqual(summary(standard.changes), [
            "update Cluster database (databaseInsightsMode, performanceInsightsEnabled)",
            "update ClusterInstance database-0 (performanceInsightsRetentionPeriod)",
        ]);
        assert.equal(clusterOf(engine).state.performanceInsightsRetentionPeriod, 465);
    });
});

function clusterOf({ account }: Engine): StoredResource {
    const cluster = account.all.find(({ type }) => type === "aws:rds/cluster:Cluster");
    if (cluster === undefined) {
        throw new Error("the account has no cluster");
    }
    return cluster;
}
