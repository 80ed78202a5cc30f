import assert from "node:assert/strict";
import type { AccessHandler } from "../../../handlers/access/handler";
import { toRecord } from "../../../offline/toRecord";
import { type PausedServer, resumesAfter, startPausedServer } from "../../../tools/local/postgres/pausedServer";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";
import { verdictOf } from "./verdict";

const read = { action: "query", sql: "select 1" };
const write = { action: "query", sql: "select 1", target: "writer" };

describe("the access function of a database that pauses", () => {
    let platform: Platform;
    let usualPort: string;

    before(async () => {
        platform = await createPlatform("access_paused");
        await platform.rotateAll();
        await platform.access()({ action: "createSchema" }, lambdaContext());
        usualPort = String(platform.server.port);
    });

    after(async () => {
        await platform.drop();
    });

    it("waits once for a database that resumes, and has no connection after its answer", async () => {
        const events = [read, write, { action: "healthCheck" }, { action: "createSchema" }, { action: "rollUp" }];
        platform.log.length = 0;

        // Longer than the five seconds in which any other database has to answer.
        const answers = await whilePaused(5200, (access) =>
            Promise.all(events.map((event) => access()(event, lambdaContext(25_000)))),
        );

        assert.deepEqual(answers.map(verdictOf), [["ok"], ["ok"], ["ok"], ["ok"], ["ok"]]);
        assert.deepEqual(
            platform.log.flatMap((line) => toRecord(JSON.parse(line)).attempts ?? []),
            [1, 1, 1, 1, 1],
        );
        assert.equal(await sessionsSettled(platform), 0);
    });

    it("answers databaseStarting if its time ends before the database has resumed, then works", async () => {
        const answers = await whilePaused(2500, async (start) => {
            const access = start();
            const early = [await access(write, lambdaContext(1000)), await access(read, lambdaContext(1000))];
            return [...early, await access(write, lambdaContext())];
        });

        const starting = ["databaseStarting", true, "notSent"];
        assert.deepEqual(answers.map(verdictOf), [starting, starting, ["ok"]]);
        assert.equal(await sessionsSettled(platform), 0);
    });

    it("repeats its attempts if the database does not accept connections", async () => {
        platform.log.length = 0;

        const answer = await withPort("1", (access) => access()(write, lambdaContext(2000)));

        assert.deepEqual(verdictOf(answer), ["databaseUnreachable", true, "notSent"]);
        assert.match(String(platform.log[0]), /"attempts":[2-9]/);
    });

    it("has no connection after a failed statement", async () => {
        const access = platform.access({ DATABASE_PAUSES: "true" });

        const answer = await access({ ...read, sql: "select 1 / 0" }, lambdaContext());

        assert.deepEqual(verdictOf(answer), ["valueInvalid", false, "failed"]);
        assert.equal(await sessionsSettled(platform), 0);
    });

    it("lets the server end a connection that its process could not end", async () => {
        const access = platform.access({ DATABASE_PAUSES: "true" });

        const answer = await access({ ...read, sql: "show idle_session_timeout" }, lambdaContext());

        assert.deepEqual(answer.ok && "rows" in answer && answer.rows, [["1min"]]);
    });

    /** Runs `work` with functions whose database resumes so long after its first connection. */
    async function whilePaused<T>(resumeMs: number, work: (access: () => AccessHandler) => Promise<T>): Promise<T> {
        const server: PausedServer = await startPausedServer(platform.server.port, resumesAfter(resumeMs));
        try {
            return await withPort(String(server.port), work);
        } finally {
            await server.stop();
        }
    }

    async function withPort<T>(port: string, work: (access: () => AccessHandler) => Promise<T>): Promise<T> {
        const { values } = platform.parameters;
        values.set("/test/database/port", port);
        try {
            return await work(() => platform.access({ DATABASE_PAUSES: "true" }));
        } finally {
            values.set("/test/database/port", usualPort);
        }
    }
});

/** The sessions of login roles, once the server has noticed that they were closed: at most a second later. */
async function sessionsSettled({ superuser, database }: Platform): Promise<number> {
    for (let round = 0; ; round += 1) {
        const [row] = await superuser<{ n: string }[]>`
            select count(*)::text as n from pg_stat_activity
             where datname = ${database} and usename ~ '^(migration|application|reader)_[ab]$'`;
        const count = Number(row?.n);
        if (count === 0 || round === 50) return count;
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}
