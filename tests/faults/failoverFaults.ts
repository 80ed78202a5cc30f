import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { toRecord } from "../../offline/toRecord";
import { verdict } from "./harness/answers";
import { keepUsable, type Worlds, write } from "./harness/cases";

const insert = { action: "query", sql: "insert into experimentation.failovers values (1)", target: "writer" };

/** What a failover does: the last suite, as it uses the standby up. */
export function describeFailoverFaults(worlds: Worlds): void {
    describe("failover", () => {
        before(async () => {
            await worlds().sql.unsafe(`
                create table experimentation.failovers (id int);
                grant insert on experimentation.failovers to experimentation_writer`);
        });

        describe("a writer that has become a reader", () => {
            keepUsable(worlds);

            it("until the name moves: ok", async () => {
                const world = worlds();
                const { writer, standby } = world;
                const { target } = writer;
                writer.target = standby.port;
                writer.cut("end");

                const answering = world.ask(insert);
                await sleep(700);
                writer.target = target;
                const answer = verdict(await answering);

                assert.deepEqual(answer, ["ok"]);
            });

            it("until the invocation's time is over: writerDemoted, true, failed", async () => {
                const world = worlds();
                world.writer.target = world.standby.port;
                world.writer.cut("end");

                const answer = verdict(await world.ask(insert));

                assert.deepEqual(answer, ["writerDemoted", true, "failed"]);
            });
        });

        describe("a writer that stays a reader", () => {
            keepUsable(worlds);

            after(async () => {
                await worlds().renew();
            });

            it("refuses the same work ten times, and one time more", async () => {
                const world = worlds();
                await world.renew(40);
                world.writer.target = world.standby.port;
                world.log.length = 0;

                const answer = verdict(await world.ask(insert));

                const { attempts } = toRecord(JSON.parse(world.log.join("")));
                assert.deepEqual([answer, attempts], [["writerDemoted", true, "failed"], 11]);
            }).timeout(40_000);
        });

        // Not before the others: the standby is a server of its own afterwards.
        describe("a new writer", () => {
            it("a writer that is gone, a standby that is promoted, and a name that moves: ok, and written once", async () => {
                const world = worlds();
                const { writer, standby, sql } = world;
                await sql`delete from experimentation.failovers`;
                assert.deepEqual(verdict(await world.ask(write)), ["ok"]);
                await writer.refuse();

                const answering = world.ask(insert);
                await standby.promote();
                await writer.heal();
                writer.target = standby.port;
                const answer = verdict(await answering);

                const promoted = standby.connectAsSuperuser();
                const rows = await promoted`select id from experimentation.failovers`;
                await promoted.end({ timeout: 1 });
                assert.deepEqual([answer, rows.length, await world.workLeft()], [["ok"], 1, []]);
            });
        });
    });
}
