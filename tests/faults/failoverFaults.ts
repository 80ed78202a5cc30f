import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { toRecord } from "../../offline/toRecord";
import { keepUsable, type Worlds, write } from "./harness/cases";
import { verdict } from "./harness/verdict";

const insert = { action: "query", sql: "insert into experimentation.failovers values (1)", target: "writer" };

/** Failovers. Runs last, because it promotes the standby. */
export function describeFailoverFaults(worlds: Worlds): void {
    describe("failover", () => {
        before(async () => {
            await worlds().sql.unsafe(`
                create table experimentation.failovers (id int);
                grant insert on experimentation.failovers to experimentation_writer`);
        });

        describe("a writer that has become a reader", () => {
            keepUsable(worlds);

            it("until the host name moves: succeeds", async () => {
                const world = worlds();
                const { writer, standby } = world;
                const { target } = writer;
                writer.target = standby.port;
                writer.cut("end");

                const answering = world.invoke(insert);
                await sleep(700);
                writer.target = target;
                const answer = verdict(await answering);

                assert.deepEqual(answer, ["ok"]);
            });

            it("until the invocation's deadline: fails with writerDemoted (retryable, failed)", async () => {
                const world = worlds();
                world.writer.target = world.standby.port;
                world.writer.cut("end");

                const answer = verdict(await world.invoke(insert));

                assert.deepEqual(answer, ["writerDemoted", true, "failed"]);
            });
        });

        describe("a writer that stays a reader", () => {
            keepUsable(worlds);

            after(async () => {
                await worlds().restartAccess();
            });

            it("receives eleven attempts at the same work within 40 s", async () => {
                const world = worlds();
                await world.restartAccess(40);
                world.writer.target = world.standby.port;
                world.log.length = 0;

                const answer = verdict(await world.invoke(insert));

                const { attempts } = toRecord(JSON.parse(world.log.join("")));
                assert.deepEqual([answer, attempts], [["writerDemoted", true, "failed"], 11]);
            }).timeout(40_000);
        });

        // Runs last: the standby is an independent server afterwards.
        describe("a new writer", () => {
            it("after the old one is gone, the standby is promoted and the name has moved: succeeds, and writes once", async () => {
                const world = worlds();
                const { writer, standby, sql } = world;
                await sql`delete from experimentation.failovers`;
                assert.deepEqual(verdict(await world.invoke(write)), ["ok"]);
                await writer.refuse();

                const answering = world.invoke(insert);
                await standby.promote();
                await writer.restore();
                writer.target = standby.port;
                const answer = verdict(await answering);

                const promoted = standby.connectAsSuperuser();
                const rows = await promoted`select id from experimentation.failovers`;
                await promoted.end({ timeout: 1 });
                assert.deepEqual([answer, rows.length, await world.remainingWork()], [["ok"], 1, []]);
            });
        });
    });
}
