import assert from "node:assert/strict";
import { checkRestore } from "../../../components/aurora/restoreCheck";
import type { ProgramRun } from "../../../offline/runProgram";
import { one } from "../../program/resources";
import { type PartOptions, runPart } from "../part";
import { createDatabase } from "./createDatabase";

type Account = Pick<PartOptions, "clusters" | "snapshots">;

/** Checks a restore and creates its cluster, as the program does. */
async function restored(changes: Record<string, string>, account: Account = {}): Promise<ProgramRun> {
    return await runPart(
        async (settings) => {
            const restore = await checkRestore(settings.database);
            createDatabase({ ...settings, database: { ...settings.database, restore } });
        },
        { changes, ...account },
    );
}

const shop = {
    engine: "aurora-postgresql",
    engineVersion: "15.18",
    storageEncrypted: true,
    databaseName: "experimentation",
    masterUsername: "clustermaster",
    backupRetentionPeriod: 7,
    tags: {},
};
const snapshot = { engine: "aurora-postgresql", engineVersion: "15.18", status: "available" };
const arn = "arn:aws:rds:us-east-1:210987654321:cluster-snapshot:shared";

describe("the look-up of the source of a new cluster's data", () => {
    const found: readonly [keys: Record<string, string>, account: Account][] = [
        [{ restoreSnapshot: "before" }, { snapshots: { before: snapshot } }],
        [
            { restoreSnapshot: "rds:shop-1" },
            { snapshots: { "rds:shop-1": { ...snapshot, snapshotType: "automated" } } },
        ],
        [
            { restoreSnapshot: "awsbackup:job-1" },
            { snapshots: { "awsbackup:job-1": { ...snapshot, snapshotType: "awsbackup" } } },
        ],
        [{ restoreSnapshot: arn }, { snapshots: { [arn]: { ...snapshot, snapshotType: "shared" } } }],
        [{ restoreCluster: "shop", restoreTime: "latest" }, { clusters: { shop } }],
        [{ restoreCluster: "cluster-ABC", restoreTime: "latest" }, { clusters: {} }],
        [{ cloneCluster: "shop", cloneExpiresOn: "9999-12-31" }, { clusters: { shop } }],
    ];
    for (const [keys, account] of found) {
        it(`accepts ${JSON.stringify(keys)}`, async () => {
            const run = await restored(keys, account);

            const { snapshotIdentifier, restoreToPointInTime, databaseName } = one(run, "Cluster").inputs;
            assert.notEqual(snapshotIdentifier ?? restoreToPointInTime, undefined);
            assert.equal(databaseName, undefined);
            assert.deepEqual(run.warnings, []);
        });
    }

    it("requests the version of a snapshot unless a version is pinned, because RDS's default may be older", async () => {
        const changes = { restoreSnapshot: "before" };
        const account = { snapshots: { before: snapshot } };
        const automatic = await restored(changes, account);
        const pinned = await restored({ ...changes, engineVersion: "15.19", minorVersions: "pinned" }, account);
        const exists = await restored(changes, { ...account, clusters: { "experimentation-dev": shop } });

        const versions = [automatic, pinned, exists].map((run) => one(run, "Cluster").inputs.engineVersion);
        assert.deepEqual(versions, ["15.18", "15.19", "15"]);
    });

    const refused: readonly [keys: Record<string, string>, account: Account, message: RegExp][] = [
        [
            { restoreSnapshot: "none" },
            { snapshots: { before: snapshot } },
            /^Error: restoreSnapshot: none: the account has no such snapshot in the region; correct it, .*: .*returned no results/,
        ],
        [
            { restoreSnapshot: arn },
            { snapshots: {} },
            /^Error: restoreSnapshot: arn:\S+: the account has no such snapshot in the region; /,
        ],
        [
            { restoreSnapshot: "before" },
            { snapshots: { before: { ...snapshot, engine: "aurora-mysql" } } },
            /^Error: restoreSnapshot: before: experimentation-dev cannot be made from it:\n {2}engine is aurora-mysql; .*$/,
        ],
        [
            { restoreCluster: "none", restoreTime: "latest" },
            { clusters: { shop } },
            /^Error: restoreCluster: none: the account has no such cluster in the region; correct the identifier, or, if .*$/,
        ],
        [
            { restoreCluster: "shop", restoreTime: "2020-01-01T00:00:00Z" },
            { clusters: { shop: { ...shop, masterUsername: "root" } } },
            /^Error: restoreCluster: shop: .*:\n {2}its master user is root; .*\n {2}restoreTime 2020-01-01T00:00:00Z is older .*$/,
        ],
        [
            { cloneCluster: "shop", cloneExpiresOn: "2020-01-01" },
            { clusters: { shop } },
            /^Error: cloneCluster: shop: .*:\n {2}cloneExpiresOn 2020-01-01 has passed; set a later day$/,
        ],
    ];
    for (const [keys, account, message] of refused) {
        it(`refuses ${JSON.stringify(keys)}: ${message.source}`, async () => {
            const run = restored(keys, account);

            await assert.rejects(run, message);
        });
    }

    it("looks at nothing but the cluster itself if that exists, and says that the key has no effect", async () => {
        const { warnings } = await restored({ restoreSnapshot: "none" }, { clusters: { "experimentation-dev": shop } });

        assert.deepEqual(warnings, [
            "restoreSnapshot: none: experimentation-dev exists already, so that this has no effect; remove it",
        ]);
    });

    it("offline finds a source that fits, at any time", async () => {
        const time = await restored({ restoreCluster: "shop", restoreTime: "2020-01-01T00:00:00Z" });
        const shared = await restored({ restoreSnapshot: arn });

        assert.deepEqual([...time.warnings, ...shared.warnings], []);
    });
});
