import assert from "node:assert/strict";
import { parseSettings } from "../../../settings/parse";
import { stackValues } from "../stackFiles";

/** Class, promotion tier, memory and connections of each instance. */
function instancesOf(changes: Record<string, string>): unknown[] {
    const { database } = parseSettings(stackValues("staging", { instances: "3", ...changes }), "staging");
    return database.instances.map(({ instanceClass, promotionTier, memoryGiB, maxConnections }) => [
        instanceClass,
        promotionTier,
        memoryGiB,
        maxConnections,
    ]);
}

const medium = (tier: number) => ["db.t3.medium", tier, 4, 405];
const large = (tier: number) => ["db.r5.large", tier, 16, 1622];

describe("the instances of the settings", () => {
    const cases: readonly [title: string, changes: Record<string, string>, expected: unknown[]][] = [
        ["have the same class, and their numbers as tiers", {}, [medium(0), medium(1), medium(2)]],
        ["are readers of their own class", { readerInstanceClass: "db.r5.large" }, [medium(0), large(1), large(2)]],
        [
            "are resized one by one, beside an instance that keeps its class",
            { instanceClasses: '["", "db.r5.large"]' },
            [medium(0), large(1), medium(2)],
        ],
        [
            "have their own class before that of the readers",
            { readerInstanceClass: "db.r5.large", instanceClasses: '["db.r5.large", "db.t3.medium"]' },
            [large(0), medium(1), large(2)],
        ],
        ["have tiers of their own", { promotionTiers: "[1, 0]" }, [medium(1), medium(0), medium(2)]],
    ];
    for (const [title, changes, expected] of cases) {
        it(title, () => {
            const actual = instancesOf(changes);

            assert.deepEqual(actual, expected);
        });
    }
});
