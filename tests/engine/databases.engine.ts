import assert from "node:assert/strict";
import { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";
import { summary } from "./harness/outcome";

const reports = { schemas: ["marts"], grants: [{ to: "analysts", schema: "marts", tables: ["select"] }] };
const databaseRoles = { analysts: {} };
const invocation = "Invocation database-declaration";
const code = "update Function database-rotation (code)";

/** Each test continues from the previous one. */
describe("declared databases, on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;

    before(async () => {
        engine = await Engine.start();
        stack = await engine.stack("dev", { quick: true });
        stack.configure({ monitoring: false, databases: { reports }, databaseRoles });
    });

    after(() => {
        engine.close();
    });

    it("are applied after the function and an instance exist", async () => {
        const up = await stack.up();

        const state = stack.state();
        const waits = state.waitsFor(state.find("Invocation", "database-declaration"));
        assert.deepEqual(up.errors, []);
        assert.deepEqual(
            ["Function database-rotation", "ClusterInstance database-0"].filter((needed) => !waits.has(needed)),
            [],
        );
    });

    it("are no difference in a refresh, a preview or an update", async () => {
        const outcomes = [await stack.refresh(), await stack.preview(), await stack.up()];

        assert.deepEqual(
            outcomes.flatMap(({ changes, errors }) => [...summary(changes), ...errors]),
            [],
        );
    });

    it("are applied again by the update that changes them, which also updates the function's file", async () => {
        stack.configure({ databases: { reports, archive: {} } });

        const up = await stack.up();

        assert.deepEqual(up.errors, []);
        assert.deepEqual(summary(up.changes), [
            `create-replacement ${invocation} (triggers)`,
            `delete-replaced ${invocation}`,
            `replace ${invocation} (triggers)`,
            code,
        ]);
    });

    it("fail the update if the function refuses them, and are applied by the next one", async () => {
        stack.configure({ databases: { reports } });
        engine.account.fails = (operation) => operation.includes("Invocation");
        const failed = await stack.up();
        engine.account.fails = () => false;

        const up = await stack.up();

        assert.ok(failed.errors.length > 0);
        assert.deepEqual(up.errors, []);
        assert.ok(summary(up.changes).some((line) => line.includes(invocation)));
        assert.deepEqual(summary((await stack.up()).changes), []);
    });

    it("are left in place when the declaration is removed: nothing is invoked", async () => {
        engine.account.operations.length = 0;
        stack.configure({ databases: undefined, databaseRoles: undefined });

        const up = await stack.up();

        assert.deepEqual(up.errors, []);
        assert.deepEqual(summary(up.changes), [`delete ${invocation}`, code]);
        assert.deepEqual(
            engine.account.operations.filter((operation) => operation.startsWith("create")),
            [],
        );
    });
});
