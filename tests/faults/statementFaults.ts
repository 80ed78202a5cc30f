import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { describeFaults, keepUsable, type Worlds } from "./harness/cases";
import { payload, verdict } from "./harness/verdict";
import { atReader, atWriter, block, statementCases } from "./statementCases";

/** Statements that fail, and the content of their responses. */
export function describeStatementFaults(worlds: Worlds): void {
    describe("statements", () => {
        before(async () => {
            await worlds().sql.unsafe(`
                create table experimentation.locks (id int primary key);
                insert into experimentation.locks values (2), (3);
                grant all on experimentation.locks to experimentation_writer`);
        });

        after(async () => {
            await worlds().sql`drop table experimentation.locks`;
        });

        describeFaults("one fault at a time", worlds, statementCases);

        describe("a response", () => {
            keepUsable(worlds);

            it("contains maxRows of 100,000 rows", async () => {
                const world = worlds();

                const answer = payload(
                    await world.invoke(atReader("select generate_series(1, 100000)", { maxRows: 10_000 })),
                );

                const { rows, truncated } = answer;
                assert.deepEqual([Array.isArray(rows) && rows.length, truncated], [10_000, true]);
            });

            it("does not depend on settings that a statement has stored on its login", async () => {
                const world = worlds();
                const settings = ["default_transaction_read_only = on", "search_path = pg_temp"];
                const body = settings.map((setting) => `execute format('alter role %I set ${setting}', current_user);`);
                const dirtied = verdict(await world.invoke(block(body.join(" "))));
                await world.restartAccess();

                const answer = payload(await world.invoke(atWriter("select * from locks")));
                const written = verdict(await world.invoke(atWriter("insert into experimentation.locks values (9)")));
                await world.rotate("application");

                assert.deepEqual([dirtied, answer.ok, written], [["ok"], true, ["ok"]]);
            });

            it("of a failure contains names, and never a value", async () => {
                const world = worlds();
                world.log.length = 0;

                const duplicate = await world.invoke(atWriter("insert into experimentation.locks values (3)"));
                const unreadable = await world.invoke({ ...atReader("select $1::int"), parameters: ["secret-value"] });

                const { message, ...facts } = toRecord(payload(duplicate).error);
                const everything = JSON.stringify([duplicate, unreadable, world.log]);
                assert.equal(message, "The statement violates a constraint.");
                assert.deepEqual(facts, {
                    code: "constraintViolated",
                    retryable: false,
                    outcome: "failed",
                    sqlState: "23505",
                    constraint: "locks_pkey",
                    table: "locks",
                });
                assert.doesNotMatch(everything, /secret-value|already exists|invalid input/);
            });

            it("of a value of 200 MB keeps the process below 256 MB", async () => {
                const world = worlds();
                await world.restartAccess(30);

                const answer = verdict(await world.invoke(atReader("select repeat('x', 200000000)")));

                assert.deepEqual(answer, ["tooLarge", false, "failed"]);
                assert.ok(world.access.peakResidentBytes < 256e6, `${world.access.peakResidentBytes} bytes`);
            });
        });
    });
}
