import assert from "node:assert/strict";
import { minorProblem } from "../../../settings/aws/engineVersions";
import { capacityWarnings } from "../../../settings/capacity/capacityWarnings";
import { serverlessInstance } from "../../../settings/capacity/serverless";
import { parseSettings } from "../../../settings/parse";
import { stackValues } from "../stackFiles";

const range = { minCapacity: "1", maxCapacity: "16" };

function databaseOf(changes: Record<string, string>) {
    return parseSettings(stackValues("staging", { instanceClass: "db.serverless", ...range, ...changes }), "staging")
        .database;
}

describe("a serverless instance", () => {
    const table: readonly [max: number, connections: number][] = [
        [1, 189],
        [4, 823],
        [8, 1669],
        [16, 3360],
        [32, 5000],
        [64, 5000],
        [256, 5000],
    ];
    for (const [max, connections] of table) {
        it(`has at most the ${connections} connections of AWS's table with ${max} units, and one per cent less at most`, () => {
            const { maxConnections } = serverlessInstance({ min: 1, max, pauseAfterSeconds: undefined });

            assert.ok(maxConnections <= connections && maxConnections >= connections * 0.99, String(maxConnections));
        });
    }

    for (const min of [0, 0.5]) {
        it(`has at most 2,000 connections with a minimum of ${min}`, () => {
            const [small, large] = [8, 128].map((max) =>
                serverlessInstance({ min, max, pauseAfterSeconds: undefined }),
            );

            assert.deepEqual([small?.maxConnections, large?.maxConnections], [1666, 2000]);
        });
    }

    it("has the memory of its largest capacity", () => {
        const { instances, capacity } = databaseOf({});

        assert.deepEqual(
            instances.map(({ memoryGiB, maxConnections, isServerless }) => [memoryGiB, maxConnections, isServerless]),
            [
                [32, 3354, true],
                [32, 3354, true],
            ],
        );
        assert.deepEqual(capacity, { min: 1, max: 16, pauseAfterSeconds: undefined });
    });

    it("pauses after five minutes by default", () => {
        const byDefault = databaseOf({ minCapacity: "0" });
        const later = databaseOf({ minCapacity: "0", pauseAfterSeconds: "3600" });

        assert.deepEqual([byDefault.capacity?.pauseAfterSeconds, later.capacity?.pauseAfterSeconds], [300, 3600]);
    });

    const provisioned = { instanceClass: "db.r5.large" };
    const pausing: readonly [title: string, changes: Record<string, string>, pauses: readonly boolean[]][] = [
        ["never with a minimum above 0", { minCapacity: "0.5" }, [false, false]],
        ["with a minimum of 0", { minCapacity: "0" }, [true, true]],
        [
            "together with a serverless writer, and alone in a higher tier",
            { minCapacity: "0", instances: "3" },
            [true, true, true],
        ],
        [
            "not beside a provisioned writer in the tiers 0 and 1",
            {
                ...provisioned,
                readerInstanceClass: "db.serverless",
                minCapacity: "0",
                instances: "3",
                promotionTiers: "[0, 0, 1]",
            },
            [false, false, false],
        ],
        [
            "alone beside a provisioned writer from tier 2 on",
            {
                ...provisioned,
                readerInstanceClass: "db.serverless",
                minCapacity: "0",
                instances: "4",
                promotionTiers: "[0, 1, 2, 15]",
            },
            [false, false, true, true],
        ],
        [
            "but a provisioned reader does not",
            { minCapacity: "0", readerInstanceClass: "db.r5.large", promotionTiers: "[0, 2]" },
            [true, false],
        ],
    ];
    for (const [title, changes, expected] of pausing) {
        it(`pauses ${title}`, () => {
            const { instances } = databaseOf(changes);

            assert.deepEqual(
                instances.map(({ pauses }) => pauses),
                expected,
            );
        });
    }

    it("is beside provisioned instances", () => {
        const { instances, capacity } = databaseOf({
            instanceClass: "db.r5.large",
            readerInstanceClass: "db.serverless",
        });

        assert.deepEqual(
            instances.map(({ instanceClass, memoryGiB, isServerless }) => [instanceClass, memoryGiB, isServerless]),
            [
                ["db.r5.large", 16, false],
                ["db.serverless", 32, true],
            ],
        );
        assert.equal(capacity?.max, 16);
    });

    /**
     * The first minors that pause are older, those with 256 units are these:
     * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.requirements.html
     */
    const first: readonly [major: number, minor: number][] = [
        [15, 8],
        [16, 4],
    ];
    for (const [major, minor] of first) {
        it(`can pause and have 256 units, because versions of ${major} before ${major}.${minor} are refused`, () => {
            const accepted = Array.from({ length: minor }, (_, older) => older).filter(
                (older) => minorProblem(major, older) === undefined,
            );

            assert.deepEqual(accepted, []);
        });
    }
});

describe("the warnings about a range of capacity", () => {
    const cases: readonly [title: string, changes: Record<string, string>, keys: string[]][] = [
        ["are none for two units or more", { minCapacity: "2" }, []],
        [
            "name a minimum that Performance Insights needs more than",
            { minCapacity: "1.5" },
            ["minCapacity: 1.5: AWS recommends 2"],
        ],
        [
            "name readers that fall behind a provisioned writer",
            { minCapacity: "2", instanceClass: "db.r5.large", readerInstanceClass: "db.serverless" },
            ["minCapacity: 2: serverless readers do not"],
        ],
        [
            "are none for readers that are comparable with the writer",
            { minCapacity: "8", instanceClass: "db.r5.large", readerInstanceClass: "db.serverless" },
            [],
        ],
        ["are none for provisioned instances", { instanceClass: "db.r5.large", minCapacity: "", maxCapacity: "" }, []],
    ];
    for (const [title, changes, expected] of cases) {
        it(title, () => {
            const warnings = capacityWarnings(databaseOf(changes));

            assert.deepEqual(
                warnings.map((warning, index) => warning.slice(0, expected[index]?.length)),
                expected,
            );
        });
    }
});
