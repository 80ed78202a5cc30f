import assert from "node:assert/strict";
import { describeVerdict, type Verdict, verdict } from "./verdict";
import type { World } from "./world";

/** A read at the reader's endpoint. */
export const read = { action: "query", sql: "select 1" };

/** A statement at the writer's endpoint. */
export const write = { action: "query", sql: "select 1", target: "writer" };

/** Returns the world of a run, which is started after the suites have been described. */
export type Worlds = () => World;

/** A fault, an invocation during it, and the expected verdict. */
export interface FaultCase {
    readonly title: string;
    /** Injects the fault before the invocation. */
    readonly prepare?: (world: World) => Promise<void> | void;
    readonly event: unknown;
    /** Injects the fault during the invocation. */
    readonly during?: (world: World) => Promise<void>;
    readonly expected: Verdict;
}

/**
 * Describes one test per fault. One second after each response, none of its work may run on the servers. Then all
 * faults are removed, and the same process must work and have as many connections as before.
 */
export function describeFaults(title: string, worlds: Worlds, cases: readonly FaultCase[]): void {
    describe(title, () => {
        keepUsable(worlds);

        for (const { title: fault, prepare, event, during, expected } of cases) {
            it(`${fault}: ${describeVerdict(expected)}`, async () => {
                const world = worlds();
                await prepare?.(world);

                const answering = world.invoke(event);
                await during?.(world);
                const answer = verdict(await answering);

                assert.deepEqual(answer, expected);
            });
        }
    });
}

/** Registers hooks that compare the access function and the servers before and after each test of a suite. */
export function keepUsable(worlds: Worlds): void {
    let before = 0;

    beforeEach(async () => {
        before = await connectBoth(worlds());
    });

    afterEach(async () => {
        const world = worlds();
        assert.deepEqual(await world.remainingWork(), [], "statements on the servers one second after the response");
        await world.removeFaults();
        const [used, left] = [await connectBoth(world), await world.connectionsSettled(before)];
        assert.deepEqual([used, left], [before, before], "the connections before and after");
    });
}

/** Lets the access function connect with both logins. Returns the number of connections. */
async function connectBoth(world: World): Promise<number> {
    const answers = [verdict(await world.invoke(read)), verdict(await world.invoke(write))];
    assert.deepEqual(answers, [["ok"], ["ok"]], "the function works without a fault");
    return await world.connectionsSettled(2);
}

/** Restarts the access function and reads with it. Returns the verdict. */
export async function readAfterRestart(world: World): Promise<Verdict> {
    await world.restartAccess();
    return verdict(await world.invoke(read));
}
