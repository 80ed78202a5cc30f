import assert from "node:assert/strict";
import { toRecord } from "../../../offline/toRecord";
import { resourceType } from "../../../resourceTypes";
import { one } from "../../program/resources";
import { runCluster } from "./createDatabase";

const resourceId = "cluster-XV34SKKX6QXIUOELHDBYY4PIVM";

/** The inputs of a restore that say where the data comes from: exactly these. */
const origins: readonly [title: string, changes: Record<string, string>, inputs: Record<string, unknown>][] = [
    ["a snapshot", { restoreSnapshot: "rds:shop-2026-11-25" }, { snapshotIdentifier: "rds:shop-2026-11-25" }],
    [
        "the latest point in time of a cluster",
        { restoreCluster: "shop", restoreTime: "latest" },
        {
            restoreToPointInTime: {
                sourceClusterIdentifier: "shop",
                restoreType: "full-copy",
                useLatestRestorableTime: true,
            },
        },
    ],
    [
        "a point in time of a deleted cluster",
        { restoreCluster: resourceId, restoreTime: "2026-11-25T02:55:00Z" },
        {
            restoreToPointInTime: {
                sourceClusterResourceId: resourceId,
                restoreType: "full-copy",
                restoreToTime: "2026-11-25T02:55:00Z",
            },
        },
    ],
    [
        "a clone",
        { cloneCluster: "shop", cloneExpiresOn: "2026-12-24" },
        {
            restoreToPointInTime: {
                sourceClusterIdentifier: "shop",
                restoreType: "copy-on-write",
                useLatestRestorableTime: true,
            },
        },
    ],
];

describe("the origin of a cluster's data", () => {
    for (const [title, changes, expected] of origins) {
        it(`is ${title}; all other arguments are those of an empty cluster`, async () => {
            const restored = one(await runCluster({ changes }), "Cluster");
            const empty = one(await runCluster({}), "Cluster");

            const { databaseName, masterUsername, tags, ...others } = empty.inputs;
            const { tags: restoredTags, ...inputs } = restored.inputs;
            assert.deepEqual([databaseName, masterUsername], ["experimentation", "clustermaster"]);
            assert.deepEqual(inputs, { ...others, ...expected });
            const expiry = changes.cloneExpiresOn === undefined ? {} : { "expires-on": changes.cloneExpiresOn };
            assert.deepEqual(restoredTags, { ...toRecord(tags), ...expiry });
            assert.deepEqual(restored.ignoreChanges, empty.ignoreChanges);
        });
    }

    it("and the lifecycle support count at creation alone, for every cluster", async () => {
        const { type, ignoreChanges } = one(await runCluster({}), "Cluster");

        assert.deepEqual([...ignoreChanges].sort(), resourceType(type).onlyAtCreation);
        assert.deepEqual([...ignoreChanges].sort(), [
            "engineLifecycleSupport",
            "restoreToPointInTime",
            "snapshotIdentifier",
        ]);
    });
});
