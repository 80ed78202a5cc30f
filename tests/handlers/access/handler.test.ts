import assert from "node:assert/strict";
import type { Answer } from "../../../handlers/access/handler";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform, secretArns } from "../../harness/platform";
import { verdictOf } from "./verdict";
import { withParameters } from "./withParameters";

describe("the access function", () => {
    let platform: Platform;
    const event = { action: "query", sql: "select current_user" };

    before(async () => {
        platform = await createPlatform("access_handler");
        await platform.rotateAll();
    });

    after(async () => {
        await platform.drop();
    });

    it("keeps its connection, parameters and secret between invocations", async () => {
        const access = platform.access();
        await access(event, lambdaContext());
        platform.vault.calls.length = 0;
        platform.parameters.calls.length = 0;
        const before = await countSessions(platform, "reader_%");

        const answers = [await access(event, lambdaContext()), await access(event, lambdaContext())];

        assert.deepEqual(
            answers.map(({ ok }) => ok),
            [true, true],
        );
        assert.deepEqual([platform.vault.calls, platform.parameters.calls], [[], []]);
        assert.equal(await countSessions(platform, "reader_%"), before);
    });

    it("reads only the secret of reader in a read-only stack", async () => {
        platform.vault.calls.length = 0;
        const access = platform.access({ ACCESS_MODE: "readOnly" });

        const answers = [
            await access(event, lambdaContext()),
            await access({ ...event, target: "writer" }, lambdaContext()),
        ];

        assert.deepEqual(
            answers.map(({ ok }) => ok),
            [true, true],
        );
        assert.deepEqual(
            platform.vault.calls.map(({ command, input }) => [command, input.SecretId]),
            [["GetSecretValueCommand", secretArns.reader]],
        );
    });

    it("uses the reader's login at the reader and the application's at the writer", async () => {
        const access = platform.access();

        const reader = await access(event, lambdaContext());
        const writer = await access({ ...event, target: "writer" }, lambdaContext());

        assert.match(onlyValue(reader), /^reader_[ab]$/);
        assert.match(onlyValue(writer), /^application_[ab]$/);
    });

    it("succeeds after two rotations since it read the secret", async () => {
        const access = platform.access();
        const other = platform.access();
        await other(event, lambdaContext());
        await terminate(platform, "reader_%");
        await access(event, lambdaContext());
        for (let round = 0; round < 2; round += 1) await platform.rotate("reader");
        await terminate(platform, "reader_%");
        platform.vault.calls.length = 0;

        const answer = await access(event, lambdaContext());

        assert.equal(answer.ok, true);
        const reads = platform.vault.calls.filter(({ command }) => command === "GetSecretValueCommand");
        assert.equal(reads.length, 1);
    });

    it("reads the secret once more when the server refuses its password, then fails", async () => {
        const current = platform.vault.value(secretArns.reader, "AWSCURRENT");
        platform.vault.overwrite(secretArns.reader, "AWSCURRENT", { ...current, password: "wrong" });
        platform.vault.calls.length = 0;

        const answer = await platform.access()(event, lambdaContext());
        const reads = platform.vault.calls.length;
        platform.vault.overwrite(secretArns.reader, "AWSCURRENT", current);

        assert.deepEqual(verdictOf(answer), ["authenticationFailed", false, "notSent"]);
        assert.equal(reads, 2);
    });

    it("repeats a read once when its connection is lost", async () => {
        const access = platform.access();
        await access(event, lambdaContext());
        platform.log.length = 0;

        const running = access({ action: "query", sql: "select current_user, pg_sleep(0.5)" }, lambdaContext());
        await waitForSleep(platform);
        await terminate(platform, "reader_%");
        const answer = await running;

        assert.equal(answer.ok, true);
        assert.match(String(platform.log[0]), /"attempts":2\}$/);
    });

    it("does not repeat a write when its connection is lost", async () => {
        const access = platform.access();
        const sleep = { action: "query", sql: "select pg_sleep(20)", target: "writer" };

        const running = access(sleep, lambdaContext());
        await waitForSleep(platform);
        await terminate(platform, "application_%");
        const answer = await running;
        const next = await access({ ...event, target: "writer" }, lambdaContext());

        assert.deepEqual(verdictOf(answer), ["connectionLost", true, "failed"]);
        assert.equal(next.ok, true);
    });

    it("reconnects after its connection was lost between two invocations", async () => {
        const access = platform.access();
        await access({ ...event, target: "writer" }, lambdaContext());
        await terminate(platform, "application_%");

        const answer = await access({ ...event, target: "writer" }, lambdaContext());

        assert.equal(answer.ok, true);
    });

    it("returns writerDemoted from a writer that has become a reader", async () => {
        const standby = platform.server.standby ?? assert.fail();
        const writes = { action: "query", sql: "create table mine (id int)", target: "writer" };

        const answer = await withParameters(platform, { port: String(standby.port) }, (access) =>
            access(writes, lambdaContext(1500)),
        );

        assert.deepEqual(verdictOf(answer), ["writerDemoted", true, "failed"]);
    });
});

function onlyValue(answer: Answer): string {
    return answer.ok && "rows" in answer ? String(answer.rows[0]?.[0]) : "";
}

async function countSessions({ superuser }: Platform, logins: string): Promise<string | undefined> {
    const [row] = await superuser<{ n: string }[]>`
        select count(*)::text as n from pg_stat_activity where usename like ${logins}`;
    return row?.n;
}

async function terminate({ superuser }: Platform, logins: string): Promise<void> {
    await superuser`select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename like ${logins}`;
}

/** Waits, at most 5 seconds, until a session sleeps. */
async function waitForSleep({ superuser }: Platform): Promise<void> {
    for (let round = 0; round < 500; round += 1) {
        const rows = await superuser`select from pg_stat_activity where wait_event = 'PgSleep'`;
        if (rows.length > 0) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.fail("no session sleeps");
}
