import assert from "node:assert/strict";
import type { EngineStack } from "./harness/engineStack";
import { summary } from "./harness/outcome";
import { assertUpRecovers, recover, type Step, undisturbedUp } from "./harness/recovery";

const up = (stack: EngineStack) => stack.up({ parallel: 1 });

/** Operations on an existing stack, and whether the stack exists afterwards. */
const steps: readonly (Step & { readonly title: string; readonly leaves: boolean })[] = [
    {
        title: "a major upgrade",
        values: {
            engineVersion: "16.14",
            minorVersions: "pinned",
            allowMajorVersionUpgrade: true,
            applyImmediately: true,
        },
        run: up,
        leaves: true,
    },
    { title: "the replacement of the cluster", values: { databaseName: "other" }, run: up, leaves: true },
    { title: "the replacement of the network", values: { vpcCidr: "10.30.0.0/16" }, run: up, leaves: true },
    { title: "a destroy", run: (stack) => stack.destroy({ parallel: 1 }), leaves: false },
];

/** A quarter of an hour: only by `npm run test:engine -- --every`. */
if (process.env.ENGINE_TESTS_EVERY !== undefined) {
    describe("faults at every operation", function () {
        this.timeout(2 * 60 * 60 * 1000);

        it("the next up finishes an up that failed at any one operation", async () => {
            const undisturbed = await undisturbedUp();

            for (const fault of undisturbed.operations) {
                await assertUpRecovers(fault, undisturbed);
            }
        });

        for (const { title, leaves, ...step } of steps) {
            it(`${title} finishes, although each of its operations fails once`, async () => {
                let expected: readonly string[] = [];
                await recover(step, [], ({ operations }) => {
                    expected = [...operations];
                });

                await recover(step, expected, async ({ engine, stack, failed }) => {
                    const again = leaves ? summary((await stack.preview()).changes) : stack.state().resources;

                    assert.deepEqual([...failed].sort(), [...expected].sort());
                    assert.deepEqual([engine.account.snapshots.length <= 1, again], [true, []]);
                });
            });
        }
    });
}
