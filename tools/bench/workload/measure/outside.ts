import { random } from "../data";
import type { WorkloadDatabase } from "../database";
import { conversions } from "../questions";
import type { WorkloadRounds, WorkloadSize } from "../size";
import { timeWarm } from "./questions";

/** The warm durations of the question on conversions, in milliseconds. */
export interface OutsideTimes {
    readonly before: readonly number[];
    readonly after: readonly number[];
    readonly addedEvents: number;
}

/**
 * Measures conversions by variant before and after the events of units outside every experiment have grown to ten times
 * their number. They get a month of their own, with the indexes of every month, so that they need not be rolled up.
 */
export async function measureOutside(
    { sql }: WorkloadDatabase,
    { addedOutside, units, seed }: WorkloadSize,
    { questions: rounds }: WorkloadRounds,
    say: (detail: string) => void,
): Promise<OutsideTimes> {
    say("before");
    const before = await timeWarm(sql, conversions, rounds);
    say(`${addedOutside.toLocaleString("en-US")} more events`);
    await sql.unsafe(`
        create table experimentation.metric_events_outside (like experimentation.metric_events including constraints,
            constraint outside check (occurred_at >= '2020-01-01+00' and occurred_at < '2020-02-01+00'))
            inherits (experimentation.metric_events);
        insert into experimentation.metric_events_outside (id, unit_id, metric, value, occurred_at)
        select -g, 'unit-' || (${units} + 1 + ${random("g", seed + 4, units)}),
            case when g % 10 = 0 then 'purchase' when g % 10 < 4 then 'click' else 'view' end, 1,
            timestamptz '2020-01-01+00' + interval '30 days' * (g::float8 / ${addedOutside})
        from generate_series(1, ${addedOutside}) g`);
    say("indexes of the added events");
    await sql.unsafe(`
        create index on experimentation.metric_events_outside (metric, unit_id, occurred_at);
        create index on experimentation.metric_events_outside using brin (occurred_at)`);
    await sql`vacuum analyze experimentation.metric_events_outside`;
    say("after");
    return { before, after: await timeWarm(sql, conversions, rounds), addedEvents: addedOutside };
}
