import assert from "node:assert/strict";
import { estimate } from "../../tools/cost/estimate";
import { plain } from "../../tools/plan/paint";
import { makePlan } from "../../tools/plan/plan";
import { planText } from "../../tools/plan/planText";
import { one } from "./resources";
import { projectKeys, wholeProgram } from "./runs";

const unknown =
    "not looked up offline, so that nothing here shows whether it exists and fits. A database on this machine starts " +
    "empty, without its data";

const cases: readonly [keys: Record<string, string>, source: string, lines: readonly string[]][] = [
    [
        { restoreSnapshot: "before-the-migration" },
        "restoreSnapshot: before-the-migration",
        ["snapshotIdentifier: before-the-migration"],
    ],
    [
        { restoreCluster: "experimentation-prod", restoreTime: "2026-11-25T02:55:00Z" },
        "restoreCluster: experimentation-prod",
        [
            "restoreToPointInTime.restoreToTime: 2026-11-25T02:55:00Z",
            "restoreToPointInTime.restoreType: full-copy",
            "restoreToPointInTime.sourceClusterIdentifier: experimentation-prod",
        ],
    ],
    [
        { restoreCluster: "cluster-ABC123", restoreTime: "latest" },
        "restoreCluster: cluster-ABC123",
        [
            "restoreToPointInTime.restoreType: full-copy",
            "restoreToPointInTime.sourceClusterResourceId: cluster-ABC123",
            "restoreToPointInTime.useLatestRestorableTime: true",
        ],
    ],
    [
        { cloneCluster: "experimentation-prod", cloneExpiresOn: "2099-12-24" },
        "cloneCluster: experimentation-prod",
        [
            "restoreToPointInTime.restoreType: copy-on-write",
            "restoreToPointInTime.sourceClusterIdentifier: experimentation-prod",
            "restoreToPointInTime.useLatestRestorableTime: true",
        ],
    ],
];

describe("a restored database without an account", () => {
    for (const [keys, source, lines] of cases) {
        it(`has its source in the plan, which says that it was not looked up: ${source}`, async () => {
            const run = await wholeProgram({ stack: "dev", config: projectKeys(keys) });

            const text = planText(await makePlan("dev", run), plain);

            const shown = text.split("\n").map((line) => line.replace(/^[│├└─ ]*/, ""));
            assert.deepEqual(
                shown.filter((line) =>
                    /^(snapshotIdentifier|restoreToPointInTime|databaseName|masterUsername)/.test(line),
                ),
                lines,
            );
            assert.deepEqual(run.assumptions, [`${source}: ${unknown}`]);
            assert.ok(text.includes(`Warning: ${source}: ${unknown}`));
        });
    }

    it("has the database and the master of the configuration, so that npm start creates them", async () => {
        const keys = { restoreSnapshot: "before", databaseName: "experiments", masterUsername: "chief" };
        const run = await wholeProgram({ stack: "dev", config: projectKeys(keys) });

        const { databaseName, masterUsername } = one(run, "Cluster").outputs;

        assert.deepEqual([databaseName, masterUsername], ["experiments", "chief"]);
    });

    it("is priced by the pages that it does not share if it is a clone", async () => {
        const keys = { cloneCluster: "experimentation-prod", cloneExpiresOn: "2099-12-24" };
        const { resources } = await wholeProgram({ stack: "dev", config: projectKeys(keys) });

        const { lines } = estimate(resources, { storageGib: 30, ios: 0, acuHours: 0 });

        const storage = lines.filter(({ part }) => part === "storage");
        assert.deepEqual(
            storage.map(({ item, quantity, cents }) => [item, quantity, cents]),
            [["standard storage, changed pages alone", 30, 300]],
        );
    });
});
