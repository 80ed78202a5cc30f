import assert from "node:assert/strict";
import { ofKind } from "../../program/resources";
import { runPart } from "../part";
import { createDatabase, runCluster } from "./createDatabase";

describe("the instances", () => {
    const cases: [multiZone: string, zones: string[], expected: string[]][] = [
        ["true", ["a", "b"], ["a", "b", "a", "b"]],
        ["true", ["a", "b", "c"], ["a", "b", "c", "a"]],
        ["false", ["a", "b", "c"], ["a", "a", "a", "a"]],
    ];
    for (const [multiZone, zones, expected] of cases) {
        it(`are in ${expected.join(", ")} of ${zones.join(", ")} with multiZone ${multiZone}`, async () => {
            const changes = { instances: "4", multiZone };

            const run = await runPart(
                (settings) => {
                    createDatabase(settings, zones);
                },
                { changes },
            );

            const registered = ofKind(run, "ClusterInstance").map(({ inputs }) => inputs.availabilityZone);
            assert.deepEqual(registered, expected);
        });
    }

    it("stay in their zones when a zone is added", async () => {
        const run = await runCluster({ changes: { instances: "3" } });

        const ignored = ofKind(run, "ClusterInstance").map(({ ignoreChanges }) => ignoreChanges);

        assert.deepEqual(ignored, [["availabilityZone"], ["availabilityZone"], ["availabilityZone"]]);
    });

    it("have promotion tiers in their order, up to 15", async () => {
        const run = await runCluster({ changes: { instances: "16" } });

        const tiers = ofKind(run, "ClusterInstance").map(({ inputs }) => [inputs.identifier, inputs.promotionTier]);

        const expected = Array.from({ length: 16 }, (_, index) => [`experimentation-dev-${index}`, index]);
        assert.deepEqual(
            tiers.sort(([, a], [, b]) => Number(a) - Number(b)),
            expected,
        );
    });

    it("have a class and a tier of their own", async () => {
        const run = await runCluster({
            changes: { instances: "2", readerInstanceClass: "db.r5.large", promotionTiers: "[0, 15]" },
        });

        const registered = ofKind(run, "ClusterInstance").map(({ inputs }) => [
            inputs.identifier,
            inputs.instanceClass,
            inputs.promotionTier,
        ]);

        assert.deepEqual(registered, [
            ["experimentation-dev-0", "db.t3.medium", 0],
            ["experimentation-dev-1", "db.r5.large", 15],
        ]);
    });

    it("are refused in a network without database subnets", async () => {
        const run = runPart((settings) => {
            createDatabase(settings, []);
        });

        await assert.rejects(run, /the network has no database subnets: it needs two or more, in two zones or more$/);
    });
});
