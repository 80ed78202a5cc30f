import { setTimeout as delay } from "node:timers/promises";
import { callAccessOk, type AccessAnswer, type LocalPlatform } from "../platform/platform";
import type { Application } from "./application";

/** The experiment of the tour. */
export const experimentKey = "checkout-button";
const metric = "purchase";

/** The platform's question: of the units that saw each variant, how many did afterwards what was hoped for. */
export const conversionsByVariant = `
select v.key as variant, v.is_control as control, count(*) as units,
    count(*) filter (where converted) as conversions,
    round(100.0 * count(*) filter (where converted) / count(*), 2) as percent
from experimentation.experiments e
join experimentation.variants v on v.experiment_id = e.id
join experimentation.assignments a on a.experiment_id = e.id and a.variant_id = v.id
cross join lateral (
    select min(x.exposed_at) as first_seen from experimentation.exposures x
    where x.experiment_id = e.id and x.unit_id = a.unit_id
) exposure
cross join lateral (
    select exists (
        select from experimentation.metric_events m
        where m.metric = $2 and m.unit_id = a.unit_id and m.occurred_at >= first_seen
    ) as converted
) metric
where e.key = $1 and first_seen is not null
group by v.id
order by v.is_control desc, v.key`.trim();

const units = 400;

/** Writes the experiment with its assignments, exposures and purchases, in one transaction. Answers the rows written. */
export async function writeExperiment(application: Application): Promise<number> {
    const sql = await application.connect();
    try {
        return await sql.begin(async (tx) => {
            const results = await Promise.all([
                tx`with experiment as (
                        insert into experimentation.experiments (key, name, status, started_at)
                        values (${experimentKey}, 'Which checkout button sells', 'running', now() - interval '1 day')
                        returning id)
                    insert into experimentation.variants (experiment_id, key, weight, is_control)
                    select id, key, 5000, key = 'control' from experiment, unnest(array['control', 'green']) key`,
                tx`insert into experimentation.assignments (experiment_id, unit_id, variant_id, assigned_at)
                    select e.id, 'user-' || n, v.id, now() - interval '1 hour'
                    from experimentation.experiments e, generate_series(1, ${units}::int) n
                    join experimentation.variants v on v.key = case when n % 2 = 0 then 'control' else 'green' end
                    where e.key = ${experimentKey} and v.experiment_id = e.id`,
                tx`insert into experimentation.exposures (experiment_id, unit_id, exposed_at)
                    select a.experiment_id, a.unit_id, now() - interval '30 minutes'
                    from experimentation.assignments a join experimentation.experiments e on e.id = a.experiment_id
                    where e.key = ${experimentKey}`,
                tx`insert into experimentation.metric_events (unit_id, metric, value)
                    select 'user-' || n, ${metric}, 19.9 from generate_series(1, ${units}::int) n
                    where n % 10 in (0, 1, 3)`,
            ]);
            return results.reduce((rows, { count }) => rows + count, 0);
        });
    } finally {
        await sql.end({ timeout: 1 });
    }
}

/** How long the readers may lag behind before the tour gives up. */
const lagLimitMs = 2000;

/**
 * Waits until the reader endpoint shows the experiment. Answers the milliseconds that it took.
 *
 * @throws where it does not within two seconds.
 */
export async function waitForReader(platform: LocalPlatform): Promise<number> {
    const start = performance.now();
    const sql = "select count(*) from experimentation.experiments where key = $1";
    while (performance.now() - start < lagLimitMs) {
        const answer = await callAccessOk(platform, { action: "query", sql, parameters: [experimentKey] });
        if (JSON.stringify(answer.rows) === '[["1"]]') {
            return Math.round(performance.now() - start);
        }
        await delay(5);
    }
    throw new Error(`the reader endpoint did not show the experiment within ${lagLimitMs} ms of its commit`);
}

/** Asks the platform's question through the access function, at the readers. */
export async function conversions(platform: LocalPlatform): Promise<AccessAnswer> {
    return await callAccessOk(platform, {
        action: "query",
        sql: conversionsByVariant,
        parameters: [experimentKey, metric],
    });
}
