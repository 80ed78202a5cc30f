import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { connectionCases } from "./connectionCases";
import { describeFaults, keepUsable, type Worlds } from "./harness/cases";
import {
    crash,
    createFaultsTable,
    dropFaultsTable,
    duringCommit,
    duringStatement,
    slowCommit,
    slowRead,
    slowWrite,
} from "./harness/slowStatements";
import { payload, verdict } from "./harness/verdict";
import type { World } from "./harness/world";

/** Faults of the network and of servers that lose connections. */
export function describeConnectionFaults(worlds: Worlds): void {
    describe("connections", () => {
        before(async () => {
            await createFaultsTable(worlds());
        });

        beforeEach(async () => {
            await worlds().sql`delete from experimentation.faults`;
        });

        after(async () => {
            await dropFaultsTable(worlds());
        });

        describeFaults("one fault at a time", worlds, connectionCases);

        describe("the database after a fault", () => {
            keepUsable(worlds);

            it("has no row of a write or commit that was reset, and the row of a commit whose response was lost", async () => {
                const world = worlds();

                const cut = await resultWithFault(world, slowWrite, duringStatement, "reset");
                const cutAtCommit = await resultWithFault(world, slowCommit, duringCommit, "reset");
                const before = await rowsWhenSettled(world);
                const lost = await resultWithFault(world, slowCommit, duringCommit, "loss");
                const after = await rowsWhenSettled(world);

                assert.deepEqual(
                    [cut, cutAtCommit, lost],
                    ["connectionLost", "commitUnconfirmed", "commitUnconfirmed"],
                );
                assert.deepEqual([before, after], [[], ["commit"]]);
            });

            it("has run a write once if the responses to its first attempt were lost", async () => {
                const world = worlds();
                await world.sql.unsafe(`
                    create sequence experimentation.runs;
                    grant usage on experimentation.runs to experimentation_writer`);
                world.writer.muteExisting();

                const sql = "insert into experimentation.faults select nextval('experimentation.runs')";
                const answer = verdict(await world.invoke({ action: "query", sql, target: "writer" }));
                const rows = await rowsWhenSettled(world);
                await world.sql`drop sequence experimentation.runs`;

                // The sequence also counts runs whose transaction was rolled back.
                assert.deepEqual([answer, rows], [["ok"], ["1"]]);
            });

            it("has each confirmed write once, and no failed one, after a crash under writes", async () => {
                const world = worlds();
                const functions = await Promise.all(Array.from({ length: 3 }, () => world.startAccess(10)));
                const names = functions.map((_, client) => Array.from({ length: 12 }, (_, n) => `${client}.${n}`));

                const writing = functions.map(async (access, client) => {
                    const verdicts: (readonly [name: string, code: string, outcome: string | undefined])[] = [];
                    for (const name of names[client] ?? []) {
                        const sql = "insert into experimentation.faults values ($1)";
                        const event = { action: "query", sql, parameters: [name], target: "writer" };
                        const [code, , outcome] = verdict(await access.invoke(event));
                        verdicts.push([name, code, outcome]);
                    }
                    return verdicts;
                });
                await crash(world);
                const verdicts = (await Promise.all(writing)).flat();
                await Promise.all(functions.map((access) => access.stop()));

                const rows = (await rowsWhenSettled(world)).sort();
                const having = (...codes: string[]) =>
                    verdicts.filter(([, code]) => codes.includes(code)).map(([n]) => n);
                const certain = having("ok");
                const possible = having("ok", "commitUnconfirmed");
                assert.deepEqual(
                    rows.filter((name) => !possible.includes(name)),
                    [],
                    "rows of writes that failed",
                );
                assert.deepEqual(
                    certain.filter((name) => rows.filter((row) => row === name).length !== 1),
                    [],
                    "confirmed writes without exactly one row",
                );
                assert.deepEqual(
                    verdicts.filter(([, , outcome]) => outcome === "notSent"),
                    [],
                    "writes that were not sent",
                );
            });

            it("was read in two attempts, as the log shows, if the first was reset", async () => {
                const world = worlds();
                world.log.length = 0;

                const answering = world.invoke(slowRead);
                await duringStatement(({ reader }) => {
                    reader.cut("reset");
                })(world);
                const answer = payload(await answering);

                const [line = "{}"] = world.log;
                assert.equal(answer.ok, true);
                assert.match(line, /"action":"query","ok":true,.*"attempts":2/);
            });
        });
    });
}

/** Injects a reset or a silent loss at a moment of an invocation. Returns the code of the response. */
async function resultWithFault(
    world: World,
    event: object,
    moment: (fault: (world: World) => void) => (world: World) => Promise<void>,
    fault: "reset" | "loss",
): Promise<string> {
    const answering = world.invoke(event);
    await moment(({ writer }) => {
        if (fault === "reset") writer.cut("reset");
        else writer.stallExisting();
    })(world);
    const [code] = verdict(await answering);
    await world.removeFaults();
    return code;
}

/** The rows once the server has ended the work of lost connections. */
async function rowsWhenSettled({ sql }: World): Promise<string[]> {
    await sleep(1500);
    const rows = await sql<{ name: string }[]>`select name from experimentation.faults`;
    return rows.map(({ name }) => name);
}
