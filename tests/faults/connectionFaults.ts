import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { payload, verdict } from "./harness/answers";
import { describeFaults, type FaultCase, keepUsable, read, type Worlds, write } from "./harness/cases";
import { freeze, type World } from "./harness/world";

const slowRead = { action: "query", sql: "select pg_sleep(0.8)" };
const slowWrite = {
    action: "query",
    sql: "with slept as materialized (select pg_sleep(0.8)) insert into experimentation.faults select 'slow' from slept",
    target: "writer",
};

/** The commit takes a second: a constraint that is checked then sleeps. */
const slowCommit = { action: "query", sql: "insert into experimentation.faults values ('commit')", target: "writer" };

const cases: readonly FaultCase[] = [
    {
        title: "silent loss before connecting",
        prepare: async (world) => {
            await world.renew();
            world.reader.stall();
        },
        event: read,
        expected: ["databaseUnreachable", true, "notSent"],
    },
    {
        title: "silent loss during TLS",
        prepare: async (world) => {
            await world.renew();
            // The server's first byte says that it offers TLS.
            world.reader.stallAfterBytes = 1;
        },
        event: read,
        expected: ["databaseUnreachable", true, "notSent"],
    },
    {
        title: "silent loss while logging in",
        prepare: async (world) => {
            await world.renew();
            world.reader.stallAfterBytes = 1500;
        },
        event: read,
        expected: ["databaseUnreachable", true, "notSent"],
    },
    {
        title: "silent loss of a connection that nobody used",
        prepare: (world) => {
            world.reader.stallExisting();
        },
        event: read,
        expected: ["ok"],
    },
    {
        title: "silent loss during a read",
        event: slowRead,
        during: later((world) => {
            world.reader.stall();
        }),
        expected: ["deadlineExceeded", true, "failed"],
    },
    {
        title: "silent loss during a write",
        event: slowWrite,
        during: later((world) => {
            world.writer.stall();
        }),
        expected: ["deadlineExceeded", true, "failed"],
    },
    {
        title: "silent loss during the commit",
        event: slowCommit,
        during: atCommit((world) => {
            world.writer.stall();
        }),
        expected: ["commitUnconfirmed", false, "unknown"],
    },
    {
        title: "a reset during the commit",
        event: slowCommit,
        during: atCommit((world) => {
            world.writer.cut("reset");
        }),
        expected: ["commitUnconfirmed", false, "unknown"],
    },
    {
        title: "a reset between two invocations",
        prepare: async (world) => {
            world.reader.cut("reset");
            await sleep(50);
        },
        event: read,
        expected: ["ok"],
    },
    {
        title: "an end between two invocations",
        prepare: (world) => {
            world.writer.cut("end");
        },
        event: write,
        expected: ["ok"],
    },
    {
        title: "a cut during a read, which is repeated once",
        event: slowRead,
        during: later((world) => {
            world.reader.cut("reset");
        }),
        expected: ["ok"],
    },
    {
        title: "two cuts during a read",
        event: slowRead,
        during: async (world) => {
            await sleep(300);
            world.reader.cut("reset");
            await sleep(500);
            world.reader.cut("end");
        },
        expected: ["connectionLost", true, "failed"],
    },
    {
        title: "a cut during a write, which is never repeated",
        event: slowWrite,
        during: later((world) => {
            world.writer.cut("reset");
        }),
        expected: ["connectionLost", true, "failed"],
    },
    {
        title: "a slow network",
        prepare: async (world) => {
            await world.renew();
            world.reader.delayMs = 100;
        },
        event: read,
        expected: ["ok"],
    },
    {
        title: "a server that accepts and closes at once",
        prepare: async (world) => {
            await world.renew();
            world.reader.behaviour = "closeAtOnce";
        },
        event: read,
        expected: ["databaseUnreachable", true, "notSent"],
    },
    {
        title: "a port where nobody listens",
        prepare: (world) => world.writer.refuse(),
        event: write,
        expected: ["databaseUnreachable", true, "notSent"],
    },
    {
        title: "a port where nobody listens for a second",
        prepare: (world) => world.writer.refuse(),
        event: write,
        during: async (world) => {
            await sleep(1000);
            await world.writer.heal();
        },
        expected: ["ok"],
    },
    {
        title: "a server that crashes and starts again",
        event: write,
        prepare: crash,
        expected: ["ok"],
    },
    {
        title: "a process that was frozen while its connection was reset",
        prepare: (world) =>
            frozen(world, () => {
                world.reader.cut("reset");
            }),
        event: read,
        expected: ["ok"],
    },
    {
        title: "a process that was frozen while its connection was silently lost",
        prepare: (world) =>
            frozen(world, () => {
                world.writer.stallExisting();
            }),
        event: write,
        expected: ["ok"],
    },
];

/** What a network and a server can do to connections. */
export function describeConnectionFaults(worlds: Worlds): void {
    describe("connections", () => {
        before(async () => {
            const { sql } = worlds();
            await sql.unsafe(`
                create table experimentation.faults (name text);
                grant insert, select on experimentation.faults to experimentation_writer;
                create function experimentation.sleep_once() returns trigger language plpgsql as
                    $$ begin if new.name = 'commit' then perform pg_sleep(1); end if; return null; end $$;
                create constraint trigger slow after insert on experimentation.faults
                    deferrable initially deferred for each row execute function experimentation.sleep_once()`);
        });

        beforeEach(async () => {
            await worlds().sql`delete from experimentation.faults`;
        });

        after(async () => {
            await worlds().sql.unsafe("drop table experimentation.faults; drop function experimentation.sleep_once()");
        });

        describeFaults("one fault at a time", worlds, cases);

        describe("what a fault leaves in the database", () => {
            keepUsable(worlds);

            it("nothing of a write that was cut, nor of its commit, and one row of a commit whose answer was lost", async () => {
                const world = worlds();

                const cut = await during(world, slowWrite, later, "reset");
                const cutAtCommit = await during(world, slowCommit, atCommit, "reset");
                const before = await rowsWhenSettled(world);
                const lost = await during(world, slowCommit, atCommit, "loss");
                const after = await rowsWhenSettled(world);

                assert.deepEqual(
                    [cut, cutAtCommit, lost],
                    ["connectionLost", "commitUnconfirmed", "commitUnconfirmed"],
                );
                assert.deepEqual([before, after], [[], ["commit"]]);
            });

            it("each write once that was confirmed, and none that was not sent, in a crash under writes", async () => {
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
                    "confirmed writes that are not there once",
                );
                assert.deepEqual(
                    verdicts.filter(([, , outcome]) => outcome === "notSent"),
                    [],
                    "writes that were not tried again",
                );
            });

            it("a read that was cut says that it took two attempts", async () => {
                const world = worlds();
                world.log.length = 0;

                const answering = world.ask(slowRead);
                await later(({ reader }) => {
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

/** The code of the answer to an event whose connection is reset, or loses everything in silence, at a moment of the work. */
async function during(
    world: World,
    event: object,
    moment: (fault: (world: World) => void) => (world: World) => Promise<void>,
    fault: "reset" | "loss",
): Promise<string> {
    const answering = world.ask(event);
    await moment(({ writer }) => {
        if (fault === "reset") writer.cut("reset");
        else writer.stallExisting();
    })(world);
    const [code] = verdict(await answering);
    await world.heal();
    return code;
}

/** While a statement that takes 0.8 s is at work. */
function later(fault: (world: World) => void): (world: World) => Promise<void> {
    return async (world) => {
        await sleep(400);
        fault(world);
    };
}

/** While the server is at the commit. */
function atCommit(fault: (world: World) => void): (world: World) => Promise<void> {
    return async (world) => {
        for (let waited = 0; waited < 2000; waited += 10) {
            const rows = await world.sql`select 1 from pg_stat_activity where query = 'COMMIT' and state = 'active'`;
            if (rows.length > 0) break;
            await sleep(10);
        }
        fault(world);
    };
}

/** A backend that is killed makes the server end all others, and start again with what its log says. */
async function crash({ sql }: World): Promise<void> {
    const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    process.kill(row?.pid ?? 0, "SIGKILL");
    await sleep(20);
}

async function frozen({ access }: World, fault: () => void): Promise<void> {
    const thaw = freeze(access);
    fault();
    await sleep(50);
    thaw();
}

/** What goes on on the server after its connection was cut has ended by then. */
async function rowsWhenSettled({ sql }: World): Promise<string[]> {
    await sleep(1500);
    const rows = await sql<{ name: string }[]>`select name from experimentation.faults`;
    return rows.map(({ name }) => name);
}
