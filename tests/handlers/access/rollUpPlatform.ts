import assert from "node:assert/strict";
import type { AccessHandler, Answer } from "../../../handlers/access/handler";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";

/** A platform with the schema and one experiment of 100 assigned units. */
export async function createRollUpPlatform(database: string): Promise<Platform> {
    const platform = await createPlatform(database);
    await platform.rotateAll();
    const created = await platform.access()({ action: "createSchema" }, lambdaContext());
    assert.equal(created.ok, true);
    await platform.superuser.unsafe(`
        set search_path = experimentation;
        insert into experiments (key, name, status, started_at) values ('button', 'Button', 'running', now());
        insert into variants (experiment_id, key, weight) select id, 'green', 10000 from experiments;
        insert into assignments (experiment_id, unit_id, variant_id)
        select experiment_id, 'unit-' || n, id from variants, generate_series(1, 100) n`);
    return platform;
}

/** Inserts an exposure of each unit, and later `events` metric events of the units in turn. */
export async function insertRows({ superuser }: Platform, events: number): Promise<void> {
    await superuser.unsafe(`
        insert into experimentation.exposures (experiment_id, unit_id, exposed_at)
        select experiment_id, unit_id, now() - interval '1 hour' from experimentation.assignments;
        insert into experimentation.metric_events (unit_id, metric, occurred_at)
        select 'unit-' || n % 100 + 1, 'click', now() - interval '1 minute' from generate_series(1, ${events}) n`);
}

/** Removes all events and what was made of them. */
export async function removeRows({ superuser }: Platform): Promise<void> {
    await superuser.unsafe(`
        delete from experimentation.exposures; delete from experimentation.metric_events;
        truncate experimentation.unit_metrics, experimentation.first_exposures`);
}

/** The number of events in the summaries. */
export async function countedEvents({ superuser }: Platform): Promise<number> {
    const [row] = await superuser<{ n: string }[]>`
        select coalesce(sum(events), 0)::text as n from experimentation.unit_metrics`;
    return Number(row?.n);
}

/** Rolls up, with the verdict that it does not fail. */
export async function rolledUp(access: AccessHandler, timeMs?: number): Promise<Extract<Answer, { action: "rollUp" }>> {
    const answer = await access({ action: "rollUp" }, lambdaContext(timeMs));
    assert.ok(answer.ok && answer.action === "rollUp", JSON.stringify(answer));
    return answer;
}

/** Runs `work` while another session of the superuser has executed `statement`. */
export async function whileAnother<Result>(
    { server, database }: Platform,
    statement: string,
    work: () => Promise<Result>,
): Promise<Result> {
    const session = server.connectAsSuperuser(database);
    try {
        await session.unsafe(statement);
        return await work();
    } finally {
        await session.end({ timeout: 1 });
    }
}

/** Waits, at most 5 seconds, until a session of the roll-up waits for this event. */
export async function untilWaiting({ superuser }: Platform, event: string): Promise<void> {
    for (let round = 0; round < 500; round += 1) {
        const rows = await superuser`
            select from pg_stat_activity where usename like 'migration_%' and ${event} in (wait_event, wait_event_type)`;
        if (rows.length > 0) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.fail("no session waits");
}
