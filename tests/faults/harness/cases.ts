import assert from "node:assert/strict";
import { type Verdict, verdict } from "./answers";
import type { World } from "./world";

/** A read at the reader's endpoint. */
export const read = { action: "query", sql: "select 1" };

/** A statement at the writer's endpoint. */
export const write = { action: "query", sql: "select 1", target: "writer" };

/** Where a suite's world is, which is made after the suites were described. */
export type Worlds = () => World;

/** A fault, an event that meets it, and the answer. */
export interface FaultCase {
    readonly title: string;
    /** Makes the fault before the event is sent. */
    readonly prepare?: (world: World) => Promise<void> | void;
    readonly event: unknown;
    /** Makes the fault while the event is answered. */
    readonly during?: (world: World) => Promise<void>;
    readonly expected: Verdict | readonly ["ok"];
}

/**
 * Describes faults. One second after each answer nothing of it may run on the servers. Then, all faults gone, the same
 * process has to work, and to hold no more connections than before.
 */
export function describeFaults(title: string, worlds: Worlds, cases: readonly FaultCase[]): void {
    describe(title, () => {
        keepUsable(worlds);

        for (const { title: fault, prepare, event, during, expected } of cases) {
            it(`${fault}: ${expected.join(", ")}`, async () => {
                const world = worlds();
                await prepare?.(world);

                const answering = world.ask(event);
                await during?.(world);
                const answer = verdict(await answering);

                assert.deepEqual(answer, expected);
            });
        }
    });
}

/**
 * Around each test of a suite: the access function works before, and afterwards as if nothing had happened, on the servers
 * too.
 */
export function keepUsable(worlds: Worlds): void {
    let before = 0;

    beforeEach(async () => {
        before = await warm(worlds());
    });

    afterEach(async () => {
        const world = worlds();
        assert.deepEqual(await world.workLeft(), [], "what runs on the servers one second after the answer");
        await world.heal();
        const [used, left] = [await warm(world), await world.connectionsSettled(before)];
        assert.deepEqual([used, left], [before, before], "the connections before and after");
    });
}

/** Lets the access function connect with both logins. Answers how many connections there are. */
async function warm(world: World): Promise<number> {
    const answers = [verdict(await world.ask(read)), verdict(await world.ask(write))];
    assert.deepEqual(answers, [["ok"], ["ok"]], "the function works without a fault");
    return await world.connectionsSettled(2);
}
