import assert from "node:assert/strict";
import { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";

/** The outputs that a stack has only with monitoring. */
const outputsOfMonitoring = ["dashboardName", "notificationTopicArn"];

describe("a stack's outputs on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;

    before(async () => {
        engine = await Engine.start();
        stack = await engine.stack("dev", { quick: true });
    });

    after(() => {
        engine.close();
    });

    // Pulumi warns of an output that is undefined: "Undefined value (dashboardName) will not show as a stack output."
    for (const monitoring of [false, true]) {
        it(`with monitoring ${monitoring} are all defined, so Pulumi does not warn of one`, async () => {
            stack.configure({ monitoring });

            const { errors, warnings, output } = await stack.up();

            const names = Object.keys(await stack.outputs());
            assert.deepEqual([errors, warnings], [[], []]);
            assert.doesNotMatch(output, /Undefined value/);
            assert.deepEqual(
                names.filter((name) => outputsOfMonitoring.includes(name)).sort(),
                monitoring ? outputsOfMonitoring : [],
            );
        });
    }
});
