import assert from "node:assert/strict";
import { Engine } from "./harness/engine";
import type { EngineStack, Value } from "./harness/engineStack";

/** Mistakes in a stack's file, with their messages. */
const mistakes: readonly { title: string; values: Readonly<Record<string, Value>>; message: string }[] = [
    {
        title: "a production stack that is too small",
        values: { instances: 1, backupRetentionDays: 3 },
        message: [
            "The configuration of stack prod has 2 mistakes:",
            "instances: 1: a production stack needs at least 2; set it to 2 or more",
            "backupRetentionDays: 3: a production stack needs at least 7; set it to 7 or more",
        ].join("\n  "),
    },
    {
        title: "an unknown key",
        values: { instanses: 3 },
        message:
            "The configuration of stack prod has a mistake:\n" +
            "  instanses: is not a key of this project; remove it, or did you mean instances?",
    },
    {
        title: "a text in place of a number, which the CLI reports",
        values: { instances: "many" },
        message: "validating stack config: Stack 'prod' with configuration key 'instances' must be of type 'integer'",
    },
    {
        title: "a text in place of a list, which the CLI reports",
        values: { clientCidrs: "10.0.0.0/8" },
        message:
            "validating stack config: Stack 'prod' with configuration key 'clientCidrs' must be of type 'array<string>'",
    },
];

describe("a mistake in the configuration on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;

    before(async () => {
        engine = await Engine.start();
        stack = await engine.stack("prod");
    });

    after(() => {
        engine.close();
    });

    for (const { title, values, message } of mistakes) {
        it(`up refuses ${title} with one message, before any change`, async () => {
            stack.configure(values);

            const up = await stack.up();
            stack.configure(Object.fromEntries(Object.keys(values).map((key) => [key, undefined])));

            assert.deepEqual([up.exitCode, up.errors, up.changes], [1, [message], []]);
            assert.deepEqual([engine.account.operations, stack.state().resources], [[], []]);
        });
    }
});
