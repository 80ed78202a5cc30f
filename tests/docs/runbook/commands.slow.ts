import { deepEqual, doesNotReject, equal, rejects } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { toRecord } from "../../../offline/toRecord";
import { accessEvents, masterStatements, sectionOf } from "./document";
import { type RunbookPlatform, startRunbookPlatform } from "./platform";

const healthCheck = { action: "healthCheck" };

describe("docs/runbook.md on the local platform", function () {
    this.timeout(60_000);
    let platform: RunbookPlatform;
    let master: postgres.Sql;
    before(async () => {
        platform = await startRunbookPlatform();
        const { username, password } = toRecord(JSON.parse(platform.database.masterSecretValue));
        master = platform.connectAs({ username: String(username), password: String(password) });
    });
    after(async () => {
        await master.end({ timeout: 1 });
        await platform.stop();
    });

    for (const event of unique(accessEvents())) {
        it(`gets an answer: ${JSON.stringify(event)}`, async () => {
            const answer = await platform.ask(event);

            const { sqlState } = toRecord(answer.error ?? {});
            const aurorasAlone = event.sql?.includes("aurora_") === true;
            deepEqual([answer.ok, sqlState], aurorasAlone ? [false, "42883"] : [true, undefined]);
        });
    }

    for (const statement of masterStatements()) {
        it(`can be run by the master: ${statement.trim().split("\n").join(" ").slice(0, 60)}`, async () => {
            const run = Promise.resolve(master.unsafe(statement));

            await doesNotReject(run);
        });
    }

    it("hides another login's statement and state from the access function, and not from the master", async () => {
        const sql =
            "select state, query from pg_stat_activity where usename <> current_user and application_name = 'storm'";
        const application = platform.connectAs(platform.login("application"));
        await application`set application_name = 'storm'`;

        const answer = await platform.ask({ action: "query", sql, target: "writer" });
        const seen = await master.unsafe<{ state: string; query: string }[]>(sql);
        await application.end({ timeout: 1 });

        deepEqual(answer.rows, [[null, "<insufficient privilege>"]]);
        deepEqual(
            seen.map(({ state, query }) => [state, query]),
            [["idle", "set application_name = 'storm'"]],
        );
    });

    it("vacuums a table that belongs to the owner", async () => {
        const before = await vacuums(master);

        await master.unsafe(statementWith("transaction-ids", "vacuum"));

        await until(async () => (await vacuums(master)) === before + 1);
    });

    it("limits a login role in a connection storm, and a rotation restores its limit", async () => {
        const login = platform.login("application");
        const limits = masterStatements(sectionOf("connections").text).filter((each) => each.includes("limit 20"));
        const [whoHas, whichLimit] = accessEvents(sectionOf("connections").text);
        for (const statement of limits) await master.unsafe(statement);
        const storm = Array.from({ length: 20 }, () => platform.connectAs(login));
        for (const sql of storm) await sql`set application_name = 'storm'`;

        const oneMore = platform.connectAs(login);
        await rejects(Promise.resolve(oneMore`select 1`), { code: "53300" });
        const has = await platform.ask(whoHas);
        const limited = await platform.ask(whichLimit);
        await platform.rotate("application");
        const mended = await platform.ask(whichLimit);
        await Promise.all([...storm, oneMore].map((sql) => sql.end({ timeout: 1 })));

        deepEqual(rowsWith(has, "storm"), [[login.username, "storm", "20"]]);
        deepEqual(rowsWith(limited, /^application_/), [
            ["application_a", "20"],
            ["application_b", "20"],
        ]);
        deepEqual(rowsWith(mended, /^application_/), [
            ["application_a", "50"],
            ["application_b", "50"],
        ]);
    });

    it("finds the session that blocks others, and ends it", async () => {
        const [blocked] = accessEvents(sectionOf("slow").text);
        const holder = platform.connectAs(platform.login("application"));
        const waiter = platform.connectAs(platform.login("application"));
        await waiter`set lock_timeout = 0`;
        const [held] = await holder<{ pid: number }[]>`select pg_backend_pid() as pid`;
        await holder.unsafe("begin; lock table experimentation.experiments in exclusive mode");
        const waiting = Promise.resolve(waiter`delete from experimentation.experiments`);
        const seen = async () => (await platform.ask(blocked)).rows;
        await until(async () => rowsOf(await seen()).length === 1);

        const [row] = rowsOf(await seen());
        const terminate = statementWith("slow", "pg_terminate_backend");
        const [terminated] = await master.unsafe<{ pg_terminate_backend: boolean }[]>(
            terminate.replace("12345", String(held?.pid)),
        );
        await waiting;
        await Promise.all([holder, waiter].map((sql) => sql.end({ timeout: 0 })));

        equal(row?.at(-1), `{${String(held?.pid)}}`);
        equal(terminated?.pg_terminate_backend, true);
    });

    it("fails over: the writer's endpoint leads to the promoted reader", async () => {
        const before = toRecord((await platform.ask(healthCheck)).endpoints);

        await platform.failOver();
        const after = await platform.ask(healthCheck);
        const created = await platform.ask({ action: "createSchema" });

        deepEqual([toRecord(before.writer).role, toRecord(before.reader).role], ["writer", "reader"]);
        deepEqual([after.ok, toRecord(toRecord(after.endpoints).writer).role], [true, "writer"]);
        deepEqual([created.ok, created.applied], [true, []]);
    });
});

function statementWith(section: string, word: string): string {
    const statement = masterStatements(sectionOf(section).text).find((each) => each.includes(word));
    if (statement === undefined) {
        throw new Error(`the section ${section} has no statement with ${word}`);
    }
    return statement;
}

async function vacuums(sql: postgres.Sql): Promise<number> {
    const [row] = await sql<{ count: string }[]>`
        select vacuum_count::text as count from pg_stat_user_tables where relname = 'unit_metrics'`;
    return Number(row?.count);
}

/** Waits for a condition, for at most five seconds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + 5000;
    while (!(await holds())) {
        if (Date.now() > end) {
            throw new Error("it did not become so within five seconds");
        }
        await delay(50);
    }
}

function rowsWith({ rows }: Readonly<Record<string, unknown>>, text: string | RegExp): (string | null)[][] {
    return rowsOf(rows).filter((row) =>
        row.some((value) => (typeof text === "string" ? value === text : text.test(value ?? ""))),
    );
}

function rowsOf(rows: unknown): (string | null)[][] {
    return Array.isArray(rows)
        ? rows.map((row: unknown) =>
              Array.isArray(row) ? row.map((value) => (value === null ? null : String(value))) : [],
          )
        : [];
}

function unique<T>(values: readonly T[]): T[] {
    return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
