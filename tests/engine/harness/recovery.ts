import assert from "node:assert/strict";
import { Engine } from "./engine";
import type { EngineStack, Value } from "./engineStack";
import { failOnce, seed } from "./faults";
import type { Outcome } from "./outcome";
import { ownedBy } from "./result";

/** The result of an undisturbed `up` of dev. */
export interface Undisturbed {
    /** Every operation, in the order of `--parallel 1`. */
    readonly operations: readonly string[];
    /** The resources afterwards. */
    readonly result: Readonly<Record<string, unknown>>;
}

/** Runs `up` of dev from nothing, undisturbed. */
export async function undisturbedUp(): Promise<Undisturbed> {
    return await withDev(async (stack, engine) => {
        assert.deepEqual((await stack.up({ parallel: 1 })).errors, []);
        return { operations: [...engine.account.operations], result: ownedBy(engine.account, stack.state()) };
    });
}

/** Makes `up` of dev fail once at one operation, and asserts that the next `up` gives the undisturbed result. */
export async function assertUpRecovers(fault: string, { result }: Undisturbed): Promise<void> {
    await withDev(async (stack, engine) => {
        failOnce(engine.account, [fault]);

        const failed = await stack.up({ parallel: 1 });
        const next = await stack.up({ parallel: 1 });

        assert.match(failed.errors.join("\n"), /ServiceUnavailable: the test makes this create fail/, describe(fault));
        assert.deepEqual(next.errors, [], describe(fault));
        assert.deepEqual(ownedBy(engine.account, stack.state()), result, describe(fault));
    });
}

/** An operation on an existing stack. */
export interface Step {
    /** The stack's new configuration. Default: unchanged. */
    readonly values?: Readonly<Record<string, Value>>;
    readonly run: (stack: EngineStack) => Promise<Outcome>;
}

/** The result of a step that failed at some operations, one after the other. */
export interface Recovery {
    readonly engine: Engine;
    readonly stack: EngineStack;
    /** The operations of all attempts, in their order. */
    readonly operations: readonly string[];
    /** The operations at which it failed. */
    readonly failed: readonly string[];
}

/**
 * Creates dev, decommissions it, and repeats a step until it succeeds, while the provider fails once at each of the
 * operations.
 *
 * @param assess checks the result before the account is discarded.
 * @throws if the step fails more often than the provider.
 */
export async function recover(
    step: Step,
    faults: readonly string[],
    assess: (recovery: Recovery) => Promise<void> | void,
): Promise<void> {
    await withDev(async (stack, engine) => {
        stack.configure({ decommission: "dev" });
        assert.deepEqual((await stack.up()).errors, []);
        stack.configure(step.values ?? {});
        engine.account.operations.length = 0;
        const failed = failOnce(engine.account, faults);
        let outcome = await step.run(stack);
        for (let attempt = 0; attempt < faults.length && !outcome.ok; attempt += 1) {
            outcome = await step.run(stack);
        }
        assert.deepEqual(outcome.errors, []);
        await assess({ engine, stack, operations: engine.account.operations, failed: [...failed] });
    });
}

async function withDev<T>(run: (stack: EngineStack, engine: Engine) => Promise<T>): Promise<T> {
    const engine = await Engine.start();
    try {
        const stack = await engine.stack("dev", { quick: true });
        // A third of the resources, on which nothing depends. Only --every fails at them.
        stack.configure({ monitoring: process.env.ENGINE_TESTS_EVERY !== undefined });
        return await run(stack, engine);
    } finally {
        engine.close();
    }
}

function describe(fault: string): string {
    return `${fault} (seed ${seed})`;
}
