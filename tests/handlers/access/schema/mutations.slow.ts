import assert from "node:assert/strict";
import type { Platform } from "../../../harness/platform";
import { beforeEachMigrate } from "./migrate";
import { play, summariesOf } from "./play";
import { workloadOf } from "./workload";

/** Errors that the random orders of rollUp.test.ts must find. */
const mutations: readonly (readonly [title: string, name: string, search: string, replacement: string])[] = [
    [
        "counts events before the first exposure",
        "roll_up_events",
        "moved.occurred_at >= f.counted_from",
        "f.counted_from is not null",
    ],
    ["leaves out events at the time of the first exposure", "roll_up_events", ">= f.counted_from", "> f.counted_from"],
    ["counts events after the end as they arrive", "roll_up_events", "and moved.occurred_at <= f.counted_until", ""],
    [
        "counts doubled events",
        "roll_up_events",
        "returning *",
        "returning id, unit_id, metric, value, occurred_at, null::text as event_key",
    ],
    [
        "counts twice what it counted before an earlier exposure",
        "count_changed_units",
        "tstzrange(first_exposed_at, counted_from)",
        "tstzrange(first_exposed_at, null)",
    ],
    [
        "does not look back at an earlier exposure",
        "count_changed_units",
        "tstzrange(first_exposed_at, counted_from)",
        "tstzrange(coalesce(counted_from, first_exposed_at), counted_from)",
    ],
    ["looks back beyond the end", "count_changed_units", " * tstzrange(null, counted_until, '[]')", ""],
    [
        "keeps the exposure that arrived first",
        "roll_up_exposures",
        "excluded.first_exposed_at < f.first_exposed_at",
        "false",
    ],
    [
        "keeps exposures after the end",
        "roll_up_exposures",
        "where moved.first <= coalesce(e.stopped_at, 'infinity')",
        "",
    ],
    ["does not take out what happened after the end", "take_out_later", "m.events - l.events", "m.events"],
    ["leaves metrics without an event", "take_out_later", "m.events = l.events", "false"],
    ["ends a walk over units too early", "roll_up_stops", "then walked[batch]", "then null"],
];

describe("the test of roll_up in random orders", function () {
    this.timeout(60_000);
    let platform: Platform;

    beforeEachMigrate("roll_up_mutations", (created) => {
        platform = created;
    });

    for (const [title, name, search, replacement] of mutations) {
        it(`finds a roll_up that ${title}`, async () => {
            const { steps, firstExposures, unitMetrics } = workloadOf(7, 60);
            const [row] = await platform.superuser<{ text: string }[]>`
                select pg_get_functiondef(oid) as text from pg_proc where proname = ${name}`;
            const text = row?.text ?? "";
            assert.ok(text.includes(search), text);
            await platform.superuser.unsafe(text.replace(search, () => replacement));

            await play(platform, steps);

            assert.notDeepEqual(await summariesOf(platform), { firstExposures, unitMetrics });
        });
    }
});
