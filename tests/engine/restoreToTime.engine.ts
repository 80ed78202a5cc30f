import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { Engine } from "./harness/engine";
import type { EngineStack, Value } from "./harness/engineStack";
import { type Outcome, summary } from "./harness/outcome";
import { ClusterBackups } from "./providers/clusterBackups";
import { loseCluster } from "./providers/lostCluster";
import type { StoredResource } from "./providers/stored";
import { addShop, followsCluster, masterSecretOfRotation, ownCluster, secretOf } from "./restoreSource";

const noKeys: Readonly<Record<string, Value>> = {
    cloneCluster: undefined,
    cloneExpiresOn: undefined,
    restoreCluster: undefined,
    restoreTime: undefined,
};

/** Each test continues from the previous one. */
describe("a stack that is a clone, or comes from a point in time, on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;
    let shop: StoredResource;

    before(async () => {
        engine = await Engine.start();
        stack = await engine.stack("dev", { quick: true });
        stack.configure({ monitoring: false });
        shop = addShop(engine.account);
    });

    after(() => {
        engine.close();
    });

    /** Restores from another source than before. */
    async function up(keys: Readonly<Record<string, Value>>): Promise<Outcome> {
        stack.configure({ ...noKeys, ...keys });
        return await stack.up();
    }

    it("a source that does not exist is refused, before anything is changed", async () => {
        const refused = await up({ cloneCluster: "chop", cloneExpiresOn: "9999-12-24" });

        assert.match(
            refused.errors.join("\n"),
            /^cloneCluster: chop: the account has no such cluster in the region; /m,
        );
        assert.deepEqual(engine.account.operations, []);
    });

    it("a clone shares the source's pages, and has a last day that can be changed", async () => {
        const created = await up({ cloneCluster: "shop", cloneExpiresOn: "9999-12-24" });
        const again = await stack.up();
        stack.configure({ cloneExpiresOn: "9999-12-31" });
        const later = await stack.preview();

        const { clusterResourceId, kmsKeyId, tags } = ownCluster(engine).state;
        const { "expires-on": lastDay, team } = toRecord(tags);
        assert.deepEqual([created.errors, created.warnings], [[], []]);
        assert.equal(engine.account.backups.clones.get(String(clusterResourceId)), shop.state.clusterResourceId);
        assert.deepEqual([kmsKeyId, lastDay, team], [ownKey(), "9999-12-24", undefined]);
        assert.deepEqual([again.errors, again.warnings, summary(again.changes)], [[], [], []]);
        assert.deepEqual([later.errors, summary(later.changes)], [[], ["update Cluster database (tags)"]]);
    });

    it("a stack that lost its cluster is refused a time that is older than the backups, before anything is changed", async () => {
        loseCluster(ownCluster(engine), engine.account, {});
        const refresh = await stack.refresh();
        engine.account.operations.length = 0;
        const refused = await up({ restoreCluster: "shop", restoreTime: "2020-01-01T00:00:00Z" });

        assert.deepEqual(refresh.errors, []);
        assert.match(
            refused.errors.join("\n"),
            /restoreCluster: shop: experimentation-dev cannot be made from it:\n {2}restoreTime 2020-01-01T00:00:00Z is older than its backups, which go back 35 days; /,
        );
        assert.deepEqual(engine.account.operations, []);
    });

    it("RDS refuses a time that its log has not reached, and the next up goes on with another", async () => {
        const { windows } = engine.account.backups;
        windows.set(String(shop.state.clusterResourceId), { earliest: minutesAgo(1000), latest: minutesAgo(60) });
        const refused = await up({ restoreCluster: "shop", restoreTime: minutesAgo(30) });
        const created = await up({ restoreCluster: "shop", restoreTime: minutesAgo(90) });
        const again = await stack.up();

        assert.match(
            refused.errors.join("\n"),
            /InvalidRestoreFault: shop can be restored from \S+ to \S+, and not to /,
        );
        assert.deepEqual([created.errors, created.warnings], [[], []]);
        assert.deepEqual(summary([...refused.changes, ...created.changes]).filter(isOnce), followsCluster);
        const { state } = ownCluster(engine);
        const { databaseName, masterUsername, port, kmsKeyId, backupRetentionPeriod } = state;
        assert.deepEqual(
            [databaseName, masterUsername, port, kmsKeyId, backupRetentionPeriod],
            ["experimentation", "clustermaster", 5432, ownKey(), 7],
        );
        assert.equal(masterSecretOfRotation(stack), secretOf(ownCluster(engine)));
        assert.deepEqual([again.errors, summary(again.changes)], [[], []]);
        assert.deepEqual(again.warnings, [
            "restoreCluster: shop: experimentation-dev exists already, so that this has no effect; remove it",
        ]);
    });

    it("a lost cluster comes back from the backups that RDS retained, by its resource id", async () => {
        const lost = ownCluster(engine);
        loseCluster(lost, engine.account, { retainBackups: true });
        const refresh = await stack.refresh();
        const refused = await up({ restoreCluster: "cluster-NONE", restoreTime: "latest" });
        const created = await up({ restoreCluster: String(lost.state.clusterResourceId), restoreTime: "latest" });

        const { clusterResourceId, databaseName } = ownCluster(engine).state;
        assert.deepEqual([refresh.errors, created.errors, created.warnings], [[], [], []]);
        assert.match(refused.errors.join("\n"), /DBClusterAutomatedBackupNotFoundFault: .* cluster-NONE was found/);
        assert.deepEqual(summary([...refused.changes, ...created.changes]).filter(isOnce), followsCluster);
        assert.notEqual(clusterResourceId, lost.state.clusterResourceId);
        assert.deepEqual([databaseName, stack.state().find("Cluster", "database").protect], ["experimentation", true]);
    });

    it("stays as it is when the keys name another time, and when they are taken away", async () => {
        stack.configure({ restoreTime: minutesAgo(90) });
        const other = await stack.preview();
        stack.configure(noKeys);
        const away = await stack.preview();

        assert.deepEqual([other.errors, summary(other.changes), other.warnings.length], [[], [], 1]);
        assert.deepEqual([away.errors, summary(away.changes), away.warnings], [[], [], []]);
    });

    function ownKey(): unknown {
        return stack.state().find("Key", "database").outputs.arn;
    }
});

describe("the double of clones", () => {
    it("makes the sixteenth of the same pages a full copy, also by way of another clone", () => {
        const backups = new ClusterBackups("us-east-1");
        for (let clone = 1; clone <= 16; clone += 1) {
            backups.addClone(clone === 1 ? "source" : "clone-1", `clone-${clone}`);
        }

        assert.deepEqual([backups.clones.size, backups.clones.get("clone-16")], [15, undefined]);
    });
});

/** Whether a change is not the cluster's creation, which is refused before it succeeds. */
function isOnce(line: string): boolean {
    return line !== "create Cluster database";
}

/** An instant in the past, because the program compares it with the clock. */
function minutesAgo(minutes: number): string {
    return new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, "Z");
}
