import { deepEqual, equal, ok } from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { loginKinds } from "../../../handlers/shared/loginKinds";
import { toRecord } from "../../../offline/toRecord";
import { callAccessOk, rotate, secretArn } from "../../../tools/local/platform/platform";
import { connect } from "../../../tools/local/postgres/connection";
import { createApplication } from "../../../tools/local/tour/application";
import { startService } from "../../../tools/local/tour/service";
import { startSnippet } from "../../docs/access/snippet";
import { refusalOf } from "../../handlers/rotation/refusalOf";
import { asSuperuser, type StartedPlatform } from "../../harness/localPlatform";
import { askConversions, assignUnits, type Load, longestGap, recordEvents } from "./cutoverLoad";
import { type CutoverPlatforms, startCutoverPlatforms, statements } from "./cutoverPlatforms";

const experiment = "checkout-button";

describe("applications while the parameters of their database change hands", function () {
    this.timeout(60_000);
    // Each step begins where the one before it ended.
    this.bail(true);
    let folder: string;
    let on: CutoverPlatforms;
    let next: StartedPlatform;
    let writes: Load;
    let reads: Load;
    let assignments: Load;
    let atRefusal: unknown;
    const moments: [string, number][] = [];

    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "cutover-"));
        on = await startCutoverPlatforms();
        const { url } = await startService(on.old.local, on.old, { changes: on.environment });
        await createApplication(url).define(experiment, "Which checkout button sells");
        const driver = join(__dirname, "../../docs/access/drivers/driver.mjs");
        const snippet = startSnippet([process.execPath, driver], on.snippetEnvironment);
        on.old.cleanUp.push(() => snippet.stop());
        writes = recordEvents(url, "purchase", 4);
        reads = askConversions(url, experiment, "purchase", 2);
        assignments = assignUnits(snippet, experiment);
        await delay(1000);
    });

    after(async () => {
        await Promise.allSettled([writes, reads, assignments].map((load) => load.stop(true)));
        await on.stop();
        await rm(folder, { recursive: true, force: true });
    });

    /** Notes the start of a step for the line that the test prints at its end. */
    function begin(step: string): number {
        const now = Date.now();
        moments.push([step, now]);
        return now;
    }

    it("refuses every write at the old database from the first statements on, and answers reads", async () => {
        begin("refuse");
        await asMaster(on.old, statements("refuse"));
        const [before] = await counts(on.old);
        const readsBefore = reads.acknowledged.length;
        await delay(3000);
        const [after] = await counts(on.old);

        atRefusal = before;
        deepEqual(after, atRefusal);
        ok(reads.acknowledged.length > readsBefore);
        deepEqual([...reads.refusals], []);
    });

    it("has every acknowledged write in the new database, which refuses writes too until it may", async () => {
        begin("copy");
        const snapshot = join(folder, "data");
        await on.old.local.database.server.backUp(snapshot);
        begin("new stack");
        next = await on.startNew(snapshot);
        for (const kind of loginKinds) await rotate(next.local, kind);
        on.publishSecrets(next);
        begin("checks");
        await callAccessOk(next.local, { action: "healthCheck" });
        const before = await counts(next);
        await asMaster(next, statements("allow"));

        deepEqual(before, await counts(on.old));
    });

    it("refuses the login of one stack at the database of the other", async () => {
        const atNew = await refusalOf(connect(next.local.database.server, loginOf(on.old)));
        const atOld = await refusalOf(connect(on.old.local.database.server, loginOf(next)));

        deepEqual([atNew, atOld], ["28P01", "28P01"]);
    });

    it("brings every application to the new database when the parameters have changed, one after the other", async () => {
        begin("hand over");
        const [first] = await counts(next);
        await on.handOver(next);
        begin("follow");
        await until(async () => (await counts(next))[0]?.events !== first?.events);
        const assigned = assignments.acknowledged.length;
        await until(() => Promise.resolve(assignments.acknowledged.length > assigned));
        begin("done");
    });

    it("leaves no reader at the old database once its logins are closed", async () => {
        await asMaster(on.old, statements("close"));
        const readsBefore = reads.acknowledged.length;
        await until(() => Promise.resolve(reads.acknowledged.length > readsBefore + 10));
        const sessions = await asSuperuser(
            on.old,
            (sql) => sql`select 1 from pg_stat_activity where application_name = 'experiment-service'`,
        );

        equal(sessions.length, 0);
    });

    it("loses no acknowledged write and doubles none", async () => {
        await Promise.all([writes.stop(), reads.stop(), assignments.stop()]);

        // Drops the second one of a write whose commit was not confirmed.
        await callAccessOk(next.local, { action: "rollUp" });

        const [stored] = await counts(next);
        deepEqual(stored, {
            events: writes.acknowledged.length,
            units: writes.acknowledged.length,
            assignments: assignments.acknowledged.length,
        });
        deepEqual((await counts(on.old))[0], atRefusal);
        process.stderr.write(`${report()}\n`);
    });

    /** How long each step took, and how long no write was acknowledged. */
    function report(): string {
        const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
        const steps = moments
            .slice(0, -1)
            .map(([step, at], index) => `${step} ${seconds((moments[index + 1]?.[1] ?? at) - at)}`);
        const refused = [...writes.refusals.values(), 0].reduce((one, other) => one + other);
        return [
            `  cutover: ${steps.join(", ")}`,
            `  no write acknowledged for ${seconds(longestGap(writes))}, no read for ${seconds(longestGap(reads))}`,
            `  ${writes.acknowledged.length} writes, ${refused} answers with 503; ${reads.acknowledged.length} reads, ` +
                `${[...reads.refusals.values(), 0].reduce((one, other) => one + other)} answers with 503`,
        ].join("\n");
    }
});

/** Waits at most half a minute. */
async function until(holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (!(await holds())) {
        ok(Date.now() < deadline, "the applications have not followed within 30 s");
        await delay(50);
    }
}

async function counts(platform: StartedPlatform): Promise<readonly Record<string, unknown>[]> {
    return await asSuperuser(platform, async (sql) => {
        const rows = await sql`
            select (select count(*)::int from experimentation.metric_events) as events,
                   (select count(distinct unit_id)::int from experimentation.metric_events) as units,
                   (select count(*)::int from experimentation.assignments) as assignments`;
        return rows.map((row) => ({ ...row }));
    });
}

/** A stack's current login of applications. */
function loginOf({ local: { aws, database, program } }: StartedPlatform) {
    const value = toRecord(JSON.parse(aws.endpoints.currentSecretValue(secretArn(program, "application"))));
    return { username: String(value.username), password: String(value.password), database: database.databaseName };
}

/** Runs statements one after the other in one session of the master, as psql does. */
async function asMaster({ local: { database } }: StartedPlatform, texts: readonly string[]): Promise<void> {
    const { username, password } = toRecord(JSON.parse(database.masterSecretValue));
    const sql = connect(database.server, {
        username: String(username),
        password: String(password),
        database: database.databaseName,
    });
    try {
        for (const text of texts) await sql.unsafe(text);
    } finally {
        await sql.end({ timeout: 1 });
    }
}
