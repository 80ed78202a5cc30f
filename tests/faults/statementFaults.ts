import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { toRecord } from "../../offline/toRecord";
import { payload, verdict } from "./harness/answers";
import { describeFaults, type FaultCase, keepUsable, type Worlds } from "./harness/cases";
import type { World } from "./harness/world";

const atWriter = (sql: string) => ({ action: "query", sql, target: "writer" });
const atReader = (sql: string, limits: object = {}) => ({ action: "query", sql, ...limits });

/** A statement of plain PL/pgSQL at the writer. */
const block = (body: string) => atWriter(`do $$ begin ${body} end $$`);

/** Goes on for ever, and catches the server's time-out as it catches a cancellation. */
const endless = "loop begin perform pg_sleep(60); exception when query_canceled then null; end; end loop;";

/** From here on the server does not look whether its client is still there. */
const unwatched = "perform set_config('client_connection_check_interval', '0', false);";

const cases: readonly FaultCase[] = [
    {
        title: "a statement that takes too long",
        event: atReader("select pg_sleep(60)"),
        expected: ["statementTimeout", false, "failed"],
    },
    {
        title: "a statement that takes too long, having lifted its limit",
        event: atReader(`select case when g = 1 then set_config('statement_timeout', '0', true)
            when g < 350 then 'x' else pg_sleep(60)::text end from generate_series(1, 400) g`),
        expected: ["deadlineExceeded", true, "failed"],
    },
    {
        title: "a block that catches every cancellation, at the writer",
        event: block(endless),
        expected: ["deadlineExceeded", true, "failed"],
    },
    {
        title: "a block that catches every cancellation, at the reader, and that the server does not watch",
        event: atReader(`do $$ begin ${unwatched} ${endless} end $$`),
        expected: ["deadlineExceeded", true, "failed"],
    },
    {
        title: "a commit that fills a cursor for ever, and that the server does not watch",
        event: block(`${unwatched} execute 'declare c cursor with hold for select pg_sleep(60)';`),
        expected: ["commitUnconfirmed", false, "unknown"],
    },
    {
        title: "a commit whose trigger catches every cancellation, and that the server does not watch",
        event: block(`${unwatched}
            create temporary table endless (id int);
            create function pg_temp.go_on() returns trigger language plpgsql as 'begin ${endless} end';
            create constraint trigger go_on after insert on endless deferrable initially deferred
                for each row execute function pg_temp.go_on();
            insert into endless values (1);`),
        expected: ["commitUnconfirmed", false, "unknown"],
    },
    {
        title: "a statement that somebody cancels",
        event: atWriter("select pg_sleep(60), 'cancel me'"),
        during: async ({ sql }) => {
            await sleep(300);
            await sql`select pg_cancel_backend(pid) from pg_stat_activity
                       where query like '%cancel me%' and usename <> current_user`;
        },
        expected: ["statementCancelled", true, "failed"],
    },
    {
        title: "an error that looks like a reader's, at the writer",
        event: block("raise exception 'x' using errcode = '25006';"),
        expected: ["readOnly", false, "failed"],
    },
    {
        title: "a lock that is not given",
        event: block("set local lock_timeout = '100ms'; insert into experimentation.locks values (1);"),
        prepare: async ({ sql }) => {
            void sql.begin(async (tx) => {
                await tx`insert into experimentation.locks values (1)`;
                await sleep(600);
            });
            await sleep(100);
        },
        expected: ["lockTimeout", true, "failed"],
    },
    {
        title: "a deadlock",
        event: block(
            "update experimentation.locks set id = id where id = 2; perform pg_sleep(0.3); " +
                "update experimentation.locks set id = id where id = 3;",
        ),
        prepare: deadlockPartner,
        expected: ["transactionConflict", true, "failed"],
    },
    {
        title: "a serialisation failure",
        event: block("raise exception 'x' using errcode = '40001';"),
        expected: ["transactionConflict", true, "failed"],
    },
    {
        title: "a full disk",
        event: block("raise exception 'x' using errcode = '53100';"),
        expected: ["resourcesExhausted", true, "failed"],
    },
    {
        title: "a duplicate key",
        event: atWriter("insert into experimentation.locks values (2)"),
        expected: ["constraintViolated", false, "failed"],
    },
    {
        title: "a value that the server cannot read",
        event: { ...atReader("select $1::int"), parameters: ["secret-value"] },
        expected: ["valueInvalid", false, "failed"],
    },
    {
        title: "several commands in one text",
        event: atWriter("delete from experimentation.locks; select 1"),
        expected: ["statementInvalid", false, "failed"],
    },
    {
        title: "a write at the reader",
        event: atReader("delete from experimentation.locks"),
        expected: ["readOnly", false, "failed"],
    },
    {
        title: "a write without the privilege",
        event: atWriter("delete from experimentation.schema_migrations"),
        expected: ["permissionDenied", false, "failed"],
    },
    {
        title: "a value of 20 MB",
        event: atReader("select repeat('x', 20000000)"),
        expected: ["tooLarge", false, "failed"],
    },
    {
        title: "a row of 20 MB",
        event: atReader(`select ${Array.from({ length: 200 }, () => "repeat('x', 100000)").join(", ")}`),
        expected: ["tooLarge", false, "failed"],
    },
    {
        title: "an error of a user's own code",
        event: block("raise exception 'x' using errcode = 'AB123';"),
        expected: ["statementInvalid", false, "failed"],
    },
    {
        title: "a session that its own statement ends",
        event: atReader("select pg_terminate_backend(pg_backend_pid())"),
        expected: ["connectionLost", true, "failed"],
    },
];

/** What a statement can do. */
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

        describeFaults("one fault at a time", worlds, cases);

        describe("what an answer holds", () => {
            keepUsable(worlds);

            it("of 100,000 rows as many as were asked for", async () => {
                const world = worlds();

                const answer = payload(
                    await world.ask(atReader("select generate_series(1, 100000)", { maxRows: 10_000 })),
                );

                const { rows, truncated } = answer;
                assert.deepEqual([Array.isArray(rows) && rows.length, truncated], [10_000, true]);
            });

            it("nothing of what a login has set for itself", async () => {
                const world = worlds();
                const settings = ["default_transaction_read_only = on", "search_path = pg_temp"];
                const body = settings.map((setting) => `execute format('alter role %I set ${setting}', current_user);`);
                const dirtied = verdict(await world.ask(block(body.join(" "))));
                await world.renew();

                const answer = payload(await world.ask(atWriter("select * from locks")));
                const written = verdict(await world.ask(atWriter("insert into experimentation.locks values (9)")));
                await world.rotate("application");

                assert.deepEqual([dirtied, answer.ok, written], [["ok"], true, ["ok"]]);
            });

            it("of a failure names alone, and never a value", async () => {
                const world = worlds();
                world.log.length = 0;

                const duplicate = await world.ask(atWriter("insert into experimentation.locks values (3)"));
                const unreadable = await world.ask({ ...atReader("select $1::int"), parameters: ["secret-value"] });

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

            it("never so much that the process outgrows 256 MB, whatever the value's size", async () => {
                const world = worlds();
                await world.renew(30);

                const answer = verdict(await world.ask(atReader("select repeat('x', 200000000)")));

                assert.deepEqual(answer, ["tooLarge", false, "failed"]);
                assert.ok(world.access.peakResidentBytes < 256e6, `${world.access.peakResidentBytes} bytes`);
            });
        });
    });
}

/** Holds the second lock, waits for the first, and lets the other one find the deadlock. */
async function deadlockPartner({ sql }: World): Promise<void> {
    void sql.begin(async (tx) => {
        await tx`set local deadlock_timeout = '10s'`;
        await tx`update experimentation.locks set id = id where id = 3`;
        await sleep(200);
        await tx`update experimentation.locks set id = id where id = 2`;
    });
    await sleep(50);
}
