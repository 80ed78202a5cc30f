import { setTimeout as sleep } from "node:timers/promises";
import type { FaultCase } from "./harness/cases";
import type { World } from "./harness/world";

/** A query at the writer. */
export const atWriter = (sql: string) => ({ action: "query", sql, target: "writer" });
/** A query at the reader. */
export const atReader = (sql: string, limits: object = {}) => ({ action: "query", sql, ...limits });

/** A PL/pgSQL block at the writer. */
export const block = (body: string) => atWriter(`do $$ begin ${body} end $$`);

/** Never ends: it catches cancellations and the server's time-out. */
const endless = "loop begin perform pg_sleep(60); exception when query_canceled then null; end; end loop;";

/** Disables the server's check whether the client is still connected. */
const unwatched = "perform set_config('client_connection_check_interval', '0', false);";

/** Statements that fail, each in one invocation. */
export const statementCases: readonly FaultCase[] = [
    {
        title: "a statement that takes too long",
        event: atReader("select pg_sleep(60)"),
        expected: ["statementTimeout", false, "failed"],
    },
    {
        title: "a statement that takes too long, after it has lifted its time-out",
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
        title: "a block that catches every cancellation, at the reader, without the server's check of its client",
        event: atReader(`do $$ begin ${unwatched} ${endless} end $$`),
        expected: ["deadlineExceeded", true, "failed"],
    },
    {
        title: "a commit that fills a cursor without end, without the server's check of its client",
        event: block(`${unwatched} execute 'declare c cursor with hold for select pg_sleep(60)';`),
        expected: ["commitUnconfirmed", false, "unknown"],
    },
    {
        title: "a commit whose trigger catches every cancellation, without the server's check of its client",
        event: block(`${unwatched}
            create temporary table endless (id int);
            create function pg_temp.go_on() returns trigger language plpgsql as 'begin ${endless} end';
            create constraint trigger go_on after insert on endless deferrable initially deferred
                for each row execute function pg_temp.go_on();
            insert into endless values (1);`),
        expected: ["commitUnconfirmed", false, "unknown"],
    },
    {
        title: "a statement that another session cancels",
        event: atWriter("select pg_sleep(60), 'cancel me'"),
        during: async ({ sql }) => {
            await sleep(300);
            await sql`select pg_cancel_backend(pid) from pg_stat_activity
                       where query like '%cancel me%' and usename <> current_user`;
        },
        expected: ["statementCancelled", true, "failed"],
    },
    {
        title: "an error with a reader's SQLSTATE, at the writer",
        event: block("raise exception 'x' using errcode = '25006';"),
        expected: ["readOnly", false, "failed"],
    },
    {
        title: "a lock that another transaction holds",
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
        title: "a value of the wrong type",
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
        title: "an error with a SQLSTATE of the user's own",
        event: block("raise exception 'x' using errcode = 'AB123';"),
        expected: ["statementInvalid", false, "failed"],
    },
    {
        title: "a statement that ends its own session",
        event: atReader("select pg_terminate_backend(pg_backend_pid())"),
        expected: ["connectionLost", true, "failed"],
    },
];

/** Holds the second lock and waits for the first. The other transaction detects the deadlock first. */
async function deadlockPartner({ sql }: World): Promise<void> {
    void sql.begin(async (tx) => {
        await tx`set local deadlock_timeout = '10s'`;
        await tx`update experimentation.locks set id = id where id = 3`;
        await sleep(200);
        await tx`update experimentation.locks set id = id where id = 2`;
    });
    await sleep(50);
}
