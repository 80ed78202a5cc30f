import assert from "node:assert/strict";
import { Engine } from "./harness/engine";
import type { EngineStack, Value } from "./harness/engineStack";

/** Changes that would replace what holds data, by the key that a person would change. */
const refused: readonly Readonly<Record<string, Value>>[] = [
    { databaseName: "other" },
    { masterUsername: "somebody" },
    { identifier: "other" },
    { vpcCidr: "10.30.0.0/16" },
];

describe("a production stack on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;

    before(async () => {
        engine = await Engine.start();
        stack = await engine.stack("prod");
        assert.deepEqual((await stack.up()).errors, []);
        engine.account.operations.length = 0;
    });

    after(() => {
        engine.close();
    });

    for (const values of refused) {
        it(`refuses ${JSON.stringify(values)} while planning: it would replace the cluster`, async () => {
            stack.configure(values);

            const preview = await stack.preview();

            stack.configure(Object.fromEntries(Object.keys(values).map((key) => [key, undefined])));
            assert.equal(preview.ok, false);
            assert.match(
                preview.errors.join("\n"),
                /unable to replace resource ".*:Cluster::database"\nas it is currently marked for protection/,
            );
            assert.deepEqual(engine.account.operations, []);
        });
    }
});
