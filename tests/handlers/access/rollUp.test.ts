import assert from "node:assert/strict";
import { migrations } from "../../../handlers/access/schema/migrations";
import { toRecord } from "../../../offline/toRecord";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform, secretArns } from "../../harness/platform";
import { formatProblems } from "./embeddedMetricFormat";
import { countedEvents, createRollUpPlatform, insertRows, removeRows, rolledUp, whileAnother } from "./rollUpPlatform";
import { verdictOf } from "./verdict";

describe("the action rollUp", () => {
    let platform: Platform;

    before(async () => {
        platform = await createRollUpPlatform("access_roll_up");
    });

    beforeEach(() => {
        platform.log.length = 0;
        platform.vault.calls.length = 0;
    });

    afterEach(async () => {
        await removeRows(platform);
    });

    after(async () => {
        await platform.drop();
    });

    it("moves what has arrived into the summaries, also in a read-only stack", async () => {
        await insertRows(platform, 300);
        const start = Date.now();

        const { asOf, ...answer } = await rolledUp(platform.access({ ACCESS_MODE: "readOnly" }));

        assert.deepEqual(answer, {
            ok: true,
            action: "rollUp",
            environment: "test",
            status: "done",
            exposures: 100,
            units: 100,
            events: 300,
            dropped: [],
            skipped: [],
        });
        assert.ok(Date.parse(String(asOf)) >= start - 1 && Date.parse(String(asOf)) <= Date.now());
        assert.equal(await countedEvents(platform), 300);
    });

    it("takes step after step until nothing is left", async () => {
        await insertRows(platform, 35_000);

        const answer = await rolledUp(platform.access());

        assert.deepEqual([answer.status, answer.events, await countedEvents(platform)], ["done", 35_000, 35_000]);
    });

    it("moves nothing twice", async () => {
        await insertRows(platform, 300);
        await rolledUp(platform.access());

        const { status, exposures, units, events } = await rolledUp(platform.access());

        assert.deepEqual([status, exposures, units, events], ["done", 0, 0, 0]);
        assert.equal(await countedEvents(platform), 300);
    });

    it("moves each row once in two calls at the same time", async () => {
        await insertRows(platform, 10_000);

        const answers = await Promise.all([rolledUp(platform.access()), rolledUp(platform.access())]);
        await rolledUp(platform.access());

        assert.ok(answers.some(({ status }) => status === "done"));
        assert.equal(await countedEvents(platform), 10_000);
    });

    it("reads only the secret of migration, and keeps no connection", async () => {
        await rolledUp(platform.access());

        const [row] = await platform.superuser<{ n: string }[]>`
            select count(*)::text as n from pg_stat_activity where usename like 'migration_%'`;
        assert.deepEqual(
            platform.vault.calls.map(({ command, input }) => [command, input.SecretId]),
            [["GetSecretValueCommand", secretArns.migration]],
        );
        assert.equal(row?.n, "0");
    });

    it("writes its metric as a line after that of the invocation", async () => {
        await rolledUp(platform.access());

        const [invocation, metrics] = platform.log.map((line) => toRecord(JSON.parse(line)));
        assert.equal(platform.log.length, 2);
        assert.deepEqual([invocation?.action, invocation?.ok, invocation?.code], ["rollUp", true, null]);
        assert.deepEqual(formatProblems(String(platform.log[1])), []);
        assert.deepEqual([metrics?.RolledUp, metrics?.requestId], [1, "request-1"]);
    });

    it("is busy while another call rolls up, which is no failure and has no metric", async () => {
        await insertRows(platform, 10);
        const lock = "select pg_advisory_lock(hashtext('experimentation roll_up'))";

        const { status, events, asOf } = await whileAnother(platform, lock, () => rolledUp(platform.access()));

        assert.deepEqual([status, events, asOf], ["busy", 0, null]);
        assert.equal(platform.log.length, 1);
    });

    it("rests while it is paused, which is no failure and has no metric", async () => {
        await insertRows(platform, 10);
        await platform.superuser`update experimentation.roll_up_state set paused = true`;

        const { status, events, asOf } = await rolledUp(platform.access());
        await platform.superuser`update experimentation.roll_up_state set paused = false`;

        assert.deepEqual([status, events, asOf], ["paused", 0, null]);
        assert.equal(platform.log.length, 1);
    });
});

describe("the action rollUp before version 3 of the schema", () => {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform("access_roll_up_old");
        await platform.rotateAll();
    });

    after(async () => {
        await platform.drop();
    });

    for (const version of [0, 2]) {
        it(`returns schemaOlder at version ${version}, and reports that nothing waits for a roll-up`, async () => {
            const older = migrations.slice(0, version).map(({ sql }) => sql);
            await platform.superuser.unsafe(older.join(""));

            const answer = await platform.access()({ action: "rollUp" }, lambdaContext());

            const { RolledUp, code } = toRecord(JSON.parse(String(platform.log.at(-1))));
            assert.deepEqual(verdictOf(answer), ["schemaOlder", false, "failed"]);
            assert.deepEqual([RolledUp, code], [1, "schemaOlder"]);
        });
    }
});
