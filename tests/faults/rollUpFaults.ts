import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { keepUsable, type Worlds } from "./harness/cases";
import { holdLock } from "./harness/holdLock";
import { payload, verdict } from "./harness/verdict";
import type { World } from "./harness/world";

const rollUp = { action: "rollUp" };

/** Faults of rollUp. Each leaves one event in the inbox, which the next roll-up counts once. */
export function describeRollUpFaults(worlds: Worlds): void {
    describe("a roll-up", () => {
        keepUsable(worlds);

        beforeEach(async () => {
            await worlds().sql`insert into experimentation.metric_events (unit_id, metric) values ('faults', 'fault')`;
        });

        afterEach(async () => {
            const world = worlds();
            await world.removeFaults();
            const { status } = payload(await world.invoke(rollUp));
            const inbox = await world.sql`select from only experimentation.metric_events`;
            const [events] = await world.sql`
                with taken as (delete from experimentation.metric_events where metric = 'fault' returning 1)
                select count(*)::int from taken`;
            assert.deepEqual([status, inbox.length, events?.count], ["done", 0, 1], "the next roll-up");
        });

        it("while another one holds the lock: has the status busy", async () => {
            const world = worlds();
            const release = await holdLock(world, "experimentation roll_up");

            const { ok, status } = payload(await world.invoke(rollUp));
            await release();

            assert.deepEqual([ok, status], [true, "busy"]);
        });

        it("that waits for a table until half of its time is over: fails with statementTimeout (not retryable, failed)", async () => {
            const answer = await whileTableIsLocked(() => Promise.resolve());

            assert.deepEqual(answer, ["statementTimeout", false, "failed"]);
        });

        it("silent loss during a step: fails with deadlineExceeded (retryable, failed)", async () => {
            const answer = await whileTableIsLocked(async (world) => {
                await sleep(400);
                world.writer.stall();
            });

            assert.deepEqual(answer, ["deadlineExceeded", true, "failed"]);
        });

        it("a reset during a step: fails with connectionLost (retryable, failed)", async () => {
            const answer = await whileTableIsLocked(async (world) => {
                await sleep(400);
                world.writer.cut("reset");
            });

            assert.deepEqual(answer, ["connectionLost", true, "failed"]);
        });

        it("at a writer that has become a reader: fails with writerDemoted (retryable, failed)", async () => {
            const world = worlds();
            const { target } = world.writer;
            world.writer.target = world.standby.port;
            world.writer.cut("end");

            const answer = verdict(await world.invoke(rollUp));
            world.writer.target = target;

            assert.deepEqual(answer, ["writerDemoted", true, "failed"]);
        });

        /** Invokes a roll-up that waits for a table of its state, injects a fault meanwhile, and releases the table. */
        async function whileTableIsLocked(fault: (world: World) => Promise<void>) {
            const world = worlds();
            const session = world.connectAsSuperuser();
            await session.unsafe("begin; lock table experimentation.roll_up_state in access exclusive mode");
            const answering = world.invoke(rollUp);
            await fault(world);
            const answer = verdict(await answering);
            await session.end({ timeout: 1 });
            return answer;
        }
    });
}
