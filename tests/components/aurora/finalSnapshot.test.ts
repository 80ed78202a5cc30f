import assert from "node:assert/strict";
import { one } from "../../program/resources";
import { runCluster } from "./createDatabase";

describe("the final snapshot", () => {
    const nameOf = async (changes: Record<string, string>) =>
        one(await runCluster({ changes }), "Cluster").inputs.finalSnapshotIdentifier;

    it("has the same name at every update of one cluster", async () => {
        const names = [await nameOf({}), await nameOf({ instances: "2", tuning: "medium", engineVersion: "16" })];

        assert.equal(names[0], names[1]);
        assert.match(String(names[0]), /^experimentation-dev-final-[0-9a-f]{7}$/);
    });

    const replacing: Record<string, string>[] = [
        { databaseName: "other" },
        { masterUsername: "other" },
        { identifier: "experimentation-dev2" },
    ];
    for (const changes of replacing) {
        it(`has another name if the cluster is replaced by ${JSON.stringify(changes)}`, async () => {
            const names = [await nameOf({}), await nameOf(changes)];

            const suffixes = names.map((name) => String(name).slice(-7));

            assert.notEqual(suffixes[0], suffixes[1]);
        });
    }

    it("is not taken if the configuration turns it off", async () => {
        const run = await runCluster({ changes: { finalSnapshot: "false" } });

        const { skipFinalSnapshot, finalSnapshotIdentifier } = one(run, "Cluster").inputs;

        assert.deepEqual([skipFinalSnapshot, finalSnapshotIdentifier], [true, undefined]);
    });
});
