import assert from "node:assert/strict";
import type { Restore } from "../../../components/aurora/restoreArgs";
import { snapshotProblem } from "../../../components/aurora/restoreCheck";
import {
    ignoredWarnings,
    restoreProblems,
    type RestoringArgs,
    type SourceCluster,
    type SourceSnapshot,
} from "../../../components/aurora/restoreProblems";

const now = new Date("2026-11-27T12:00:00Z");
const args: RestoringArgs = {
    identifier: "experimentation-dev",
    databaseName: "experimentation",
    masterUsername: "clustermaster",
    engineVersion: "15",
    majorVersion: 15,
    minorVersions: "automatic",
};
const pinned = (engineVersion: string) => ({ engineVersion, minorVersions: "pinned" as const });
const cluster: SourceCluster = {
    engine: "aurora-postgresql",
    engineVersion: "15.18",
    storageEncrypted: true,
    databaseName: "experimentation",
    masterUsername: "clustermaster",
    backupRetentionPeriod: 7,
};
const snapshot: SourceSnapshot = { engine: "aurora-postgresql", engineVersion: "15.18", status: "available" };

const fromSnapshot: Restore = { kind: "snapshot", snapshot: "before" };
const at = (time: string): Restore => ({ kind: "pointInTime", cluster: "shop", time });
const retained = (time: string): Restore => ({ kind: "retainedBackup", resourceId: "cluster-ABC", time });
const clone = (expiresOn: string): Restore => ({ kind: "clone", cluster: "shop", expiresOn });

describe("a restore from a snapshot", () => {
    const cases: readonly [changes: Partial<RestoringArgs>, found: Partial<SourceSnapshot>, ...problems: string[]][] = [
        [{}, {}],
        [pinned("15.18"), {}],
        [pinned("15.19"), {}],
        [{}, { engine: "aurora-mysql" }, "engine is aurora-mysql; the program is for aurora-postgresql"],
        [{}, { engineVersion: "16.14" }, "it runs 16.14; set engineVersion to 16, and upgrade after the restore"],
        [
            { engineVersion: "18", majorVersion: 18 },
            {},
            "it runs 15.18; set engineVersion to 15, and upgrade after the restore",
        ],
        [{}, { status: "creating" }, "its status is creating; wait until it is available"],
        [pinned("15.9"), {}, "it is of 15.18, and RDS cannot downgrade to the pinned 15.9; set engineVersion to 15.18"],
        [
            {},
            { engineVersion: "17.4", status: "copying" },
            "it runs 17.4; set engineVersion to 17, and upgrade after the restore",
            "its status is copying; wait until it is available",
        ],
    ];
    for (const [changes, found, ...problems] of cases) {
        it(`of ${JSON.stringify(found)} into ${JSON.stringify(changes)} has the problems ${JSON.stringify(problems)}`, () => {
            const result = restoreProblems({ ...args, ...changes }, fromSnapshot, { ...snapshot, ...found }, now);

            assert.deepEqual(result, problems);
        });
    }
});

describe("a restore of a cluster's data", () => {
    const cases: readonly [restore: Restore, found: Partial<SourceCluster>, ...problems: string[]][] = [
        [at("latest"), {}],
        [at("2026-11-20T12:00:00Z"), {}],
        [at("2026-11-27T12:00:00Z"), {}],
        [clone("2026-11-27"), {}],
        // A cluster that was made without a database.
        [at("latest"), { databaseName: "" }],
        [
            at("2026-11-20T11:59:59Z"),
            {},
            "restoreTime 2026-11-20T11:59:59Z is older than its backups, which go back 7 days; set a later time, or " +
                "restore a snapshot",
        ],
        [
            at("2026-11-27T12:00:01Z"),
            {},
            "restoreTime 2026-11-27T12:00:01Z is in the future; set an earlier one, or latest",
        ],
        [clone("2026-11-26"), {}, "cloneExpiresOn 2026-11-26 has passed; set a later day"],
        [at("latest"), { engine: "aurora-mysql" }, "engine is aurora-mysql; the program is for aurora-postgresql"],
        [
            clone("2026-12-24"),
            { engineVersion: "14.22" },
            "it runs 14.22; set engineVersion to 14, and upgrade after the restore",
        ],
        [at("latest"), { databaseName: "shop" }, "its database is shop; set databaseName to shop"],
        [clone("2026-12-24"), { masterUsername: "root" }, "its master user is root; set masterUsername to root"],
        [
            at("latest"),
            { storageEncrypted: false },
            "its storage is not encrypted, and RDS encrypts it only from a snapshot; take one, and set restoreSnapshot",
        ],
    ];
    for (const [restore, found, ...problems] of cases) {
        it(`as ${JSON.stringify(restore)} from ${JSON.stringify(found)} has the problems ${JSON.stringify(problems)}`, () => {
            assert.deepEqual(restoreProblems(args, restore, { ...cluster, ...found }, now), problems);
        });
    }

    it("ignores a pinned minor version, because RDS takes the source's", () => {
        const problems = restoreProblems({ ...args, ...pinned("15.9") }, at("latest"), cluster, now);

        assert.deepEqual(problems, []);
    });

    it("names every problem at once", () => {
        const found = { ...cluster, engineVersion: "16.1", masterUsername: "root", storageEncrypted: false };

        assert.equal(restoreProblems(args, at("2027-01-01T00:00:00Z"), found, now).length, 4);
    });

    it("from the backups of a deleted cluster checks only what is known without it", () => {
        const future = "restoreTime 2027-01-01T00:00:00Z is in the future; set an earlier one, or latest";

        assert.deepEqual(restoreProblems(args, retained("2020-01-01T00:00:00Z"), undefined, now), []);
        assert.deepEqual(restoreProblems(args, retained("latest"), undefined, now), []);
        assert.deepEqual(restoreProblems(args, retained("2027-01-01T00:00:00Z"), undefined, now), [future]);
    });
});

describe("a restore whose cluster exists already", () => {
    const own = { databaseName: "experimentation", masterUsername: "clustermaster", tags: {} };

    for (const [restore, key] of [
        [fromSnapshot, "restoreSnapshot: before"],
        [at("latest"), "restoreCluster: shop"],
        [retained("latest"), "restoreCluster: cluster-ABC"],
        [clone("2026-12-24"), "cloneCluster: shop"],
    ] as const) {
        it(`says that ${key} has no effect`, () => {
            assert.deepEqual(ignoredWarnings(args, restore, own, now), [
                `${key}: experimentation-dev exists already, so that this has no effect; remove it`,
            ]);
        });
    }

    it("says to keep the key where the configuration's names would replace the cluster", () => {
        const restored = { ...own, databaseName: "", masterUsername: "root" };

        assert.deepEqual(ignoredWarnings(args, fromSnapshot, restored, now), [
            "restoreSnapshot: before: experimentation-dev exists already, so that this has no effect; keep it, because " +
                'RDS reports the database "" and the master root, and without it the names of the configuration would ' +
                "replace the cluster",
        ]);
    });

    it("is silent about a clone until its last day has passed", () => {
        const cloned = { ...own, tags: { "expires-on": "2026-11-26" } };

        assert.deepEqual(ignoredWarnings(args, clone("2026-11-27"), cloned, now), []);
        assert.deepEqual(ignoredWarnings(args, clone("2026-11-26"), cloned, now), [
            "cloneExpiresOn: 2026-11-26: the last day of experimentation-dev has passed; destroy the stack, or set a later day",
        ]);
    });
});

describe("a snapshot whose look-up failed", () => {
    for (const reason of [
        "reading RDS Cluster Snapshots: api error DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: a",
        "Your query returned no results. Please change your search criteria and try again.",
    ]) {
        it(`does not exist: ${reason}`, () => {
            assert.equal(
                snapshotProblem("a", reason),
                "restoreSnapshot: a: the account has no such snapshot in the region; correct it, or set the ARN of one " +
                    `that another account shares: ${reason}`,
            );
        });
    }

    it("is not blamed for another reason", () => {
        const reason = "api error ExpiredToken: The security token included in the request is expired";

        assert.equal(snapshotProblem("a", reason), `restoreSnapshot: a: the look-up failed: ${reason}`);
    });
});
