import { deepEqual, equal, throws } from "node:assert/strict";
import { estimate } from "../../../../tools/cost/estimate";
import { cluster, idleMonth, instance, resource, rowsOf, usesOf } from "../samples";

describe("the cost of the database", () => {
    it("prices a standard cluster: volume, requests, master secret and instance hours", () => {
        const resources = [instance("db.t3.medium", 60), cluster({ manageMasterUserPassword: true })];

        const rows = rowsOf(resources, { storageGib: 100, ios: 250_000_000, acuHours: 0 });

        deepEqual(rows, [
            ["instances", "database-0", "db.t3.medium", 730, 0.082, 5986],
            ["storage", "database", "standard storage", 100, 0.1, 1000],
            ["I/O requests", "database", "I/O requests", 250, 0.2, 5000],
            ["keys and secrets", "database", "secret of the master user", 1, 0.4, 40],
        ]);
        deepEqual(usesOf(...resources), [
            ["data stored", 0.1],
            ["I/O requests", 0.2],
            ["backups beyond the volume's size", 0.021],
            ["CPU credits", 0.09],
            ["Enhanced Monitoring logs", 0.5],
        ]);
    });

    it("charges the Data API by request, and only where it is on", () => {
        const withDataApi = usesOf(cluster({ enableHttpEndpoint: true }));

        deepEqual(
            withDataApi.filter((use) => !usesOf(cluster()).some(([what]) => what === use[0])),
            [["Data API requests", 0.35]],
        );
    });

    for (const [restoreType, item, use] of [
        ["full-copy", "standard storage", "data stored"],
        ["copy-on-write", "standard storage, changed pages alone", "data that the clone or its source changes"],
    ] as const) {
        it(`names the storage that is charged after a restore by ${restoreType}`, () => {
            const restored = cluster({ restoreToPointInTime: { restoreType } });

            const [storage] = rowsOf([restored], { storageGib: 100, ios: 0, acuHours: 0 });

            deepEqual(storage, ["storage", "database", item, 100, 0.1, 1000]);
            deepEqual(usesOf(restored)[0], [use, 0.1]);
        });
    }

    it("charges backups that outlive the cluster, and only where they do", () => {
        const retained = usesOf(cluster({ deleteAutomatedBackups: false }));

        deepEqual(
            retained.filter((use) => !usesOf(cluster()).some(([what]) => what === use[0])),
            [["backups that outlive a deleted cluster", 0.021]],
        );
    });

    it("prices an I/O-optimized cluster without requests", () => {
        const resources = [cluster({ storageType: "aurora-iopt1" }), instance("db.t4g.medium")];

        const rows = rowsOf(resources, { storageGib: 100, ios: 250_000_000, acuHours: 0 });

        deepEqual(rows, [
            ["instances", "database-0", "db.t4g.medium", 730, 0.0949, 6928],
            ["storage", "database", "I/O-optimized storage", 100, 0.225, 2250],
        ]);
        deepEqual(usesOf(...resources), [
            ["data stored", 0.225],
            ["backups beyond the volume's size", 0.021],
            ["CPU credits", 0.12],
        ]);
    });

    it("prices advanced Database Insights by vCPU", () => {
        const rows = rowsOf([cluster({ databaseInsightsMode: "advanced" }), instance("db.r5.xlarge")]);

        deepEqual(rows[2], ["monitoring", "database-0", "Database Insights, advanced", 2920, 0.0125, 3650]);
        equal(rows.length, 3);
    });

    for (const [mode, days, unpriced] of [
        ["standard", 7, 0],
        ["standard", 31, 1],
        ["standard", 731, 1],
        ["advanced", 731, 0],
    ] as const) {
        it(`says that a retention has no known price only if it is charged: ${mode}, ${days} days`, () => {
            const readers = ["database-0", "database-1"].map((name) => ({
                ...instance("db.r5.large"),
                name,
                inputs: { ...instance("db.r5.large").inputs, performanceInsightsRetentionPeriod: days },
            }));

            const estimated = estimate([cluster({ databaseInsightsMode: mode }), ...readers], idleMonth);

            equal(estimated.unpriced.length, unpriced);
        });
    }

    it("prices a reader that Aurora adds by use, with the writer's class, and the two alarms of its scaling", () => {
        const scaling = [
            resource("aws:appautoscaling/target:Target", "database-readers", { resourceId: "cluster:one" }),
            resource("aws:appautoscaling/policy:Policy", "database-readers"),
        ];
        const of = (inputs: Readonly<Record<string, unknown>>) => [
            cluster(inputs),
            instance("db.r5.large"),
            ...scaling,
        ];

        const rows = rowsOf(of({}));
        const uses = [of({}), of({ storageType: "aurora-iopt1", databaseInsightsMode: "advanced" })].map((resources) =>
            usesOf(...resources).filter(([what]) => what.includes("added reader")),
        );

        deepEqual(rows.at(-1), ["monitoring", "database-readers", "alarms of the autoscaling", 2, 0.1, 20]);
        deepEqual(uses, [
            [["each added reader (db.r5.large)", 0.29]],
            [
                ["each added reader (db.r5.large)", 0.377],
                ["Database Insights of added readers", 0.0125],
            ],
        ]);
    });

    const range = { minCapacity: 0.5, maxCapacity: 4 };

    it("prices a serverless instance by its minimum capacity, and what is above it by use", () => {
        const resources = [cluster({ serverlessv2ScalingConfiguration: range }), instance("db.serverless")];

        const [row] = rowsOf(resources);

        deepEqual(row, ["instances", "database-0", "db.serverless, 0.5 to 4 units", 365, 0.12, 4380]);
        deepEqual(usesOf(...resources).at(-1), ["capacity above the minimum", 0.12]);
    });

    it("prices the given capacity unit hours where they are more than the minimum", () => {
        const paused = cluster({
            storageType: "aurora-iopt1",
            serverlessv2ScalingConfiguration: { ...range, minCapacity: 0 },
        });

        const rows = [0, 100].map(
            (acuHours) => rowsOf([paused, instance("db.serverless")], { ...idleMonth, acuHours })[0],
        );

        deepEqual(rows, [
            ["instances", "database-0", "db.serverless, 0 to 4 units", 0, 0.156, 0],
            ["instances", "database-0", "db.serverless, 0 to 4 units", 100, 0.156, 1560],
        ]);
    });

    it("says that the advanced mode's charge for a serverless instance is not known", () => {
        const { unpriced } = estimate(
            [
                cluster({ databaseInsightsMode: "advanced", serverlessv2ScalingConfiguration: range }),
                instance("db.serverless"),
            ],
            idleMonth,
        );

        deepEqual(
            unpriced.map((sentence) => sentence.slice(0, 76)),
            ["Database Insights in the advanced mode charges serverless instances by capac"],
        );
    });

    it("refuses a serverless instance whose cluster has no range", () => {
        throws(() => rowsOf([cluster(), instance("db.serverless")]), /must have the range of its serverless instance$/);
    });
});
