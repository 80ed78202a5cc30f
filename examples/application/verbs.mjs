import { failure } from "./failure.mjs";
import { chooseVariant } from "./variant.mjs";

/**
 * The service's actions in the database. Each is idempotent, so a transaction whose commit was not confirmed is
 * repeated, and callers can repeat a call.
 *
 * @param database the result of `openDatabase`.
 * @param limitMs the limit of a verb with all its attempts, in milliseconds.
 */
export function createVerbs(database, limitMs = 10_000) {
    const transaction = (work) => database.transaction(work, { repeatable: true, limitMs });

    return {
        /** Creates a running experiment with its variants and guard rails. Refuses other variants with the same key. */
        async define({ experiment, name, variants, guardRails }) {
            await transaction(async (sql) => {
                const [created] = await sql`
                    insert into experimentation.experiments (key, name, status, started_at)
                    values (${experiment}, ${name}, 'running', now())
                    on conflict (key) do nothing returning id`;
                if (created !== undefined) {
                    const rows = variants.map(({ key, weight, control }) => ({
                        experiment_id: created.id,
                        key,
                        weight,
                        is_control: control,
                    }));
                    await sql`insert into experimentation.variants ${sql(rows)}`;
                    for (const { metric, worseWhen, margin } of guardRails) {
                        await sql`
                            insert into experimentation.guard_rails (experiment_id, metric, worse_when, margin)
                            values (${created.id}, ${metric}, ${worseWhen}, ${margin})`;
                    }
                } else if (!sameVariants(variants, await variantsOf(sql, experiment))) {
                    throw failure(409, "experimentDiffers", `${experiment} has other variants; use another key`);
                }
            });
            return { experiment };
        },

        /** Returns a unit's variant. A later change of the weights does not change it. */
        async assign({ experiment, unit }) {
            return await transaction(async (sql) => {
                const before = await assignedVariant(sql, experiment, unit);
                if (before !== undefined) return before;
                const chosen = chooseVariant(experiment, unit, await runningVariants(sql, experiment));
                if (chosen === undefined) throw failure(409, "noVariant", `${experiment}: all its weights are 0`);
                await sql`
                    insert into experimentation.assignments (experiment_id, unit_id, variant_id)
                    values (${chosen.experiment}, ${unit}, ${chosen.id})
                    on conflict (experiment_id, unit_id) do nothing`;
                // A concurrent call may have assigned another variant, with other weights.
                return await assignedVariant(sql, experiment, unit);
            });
        },

        /** Records that a unit saw its variant. Only a unit's first exposure counts, so a repeated one is harmless. */
        async expose({ experiment, unit, exposedAt }) {
            return await transaction(async (sql) => {
                const { count } = await sql`
                    insert into experimentation.exposures (experiment_id, unit_id, exposed_at)
                    select id, ${unit}::text, ${exposedAt}::timestamptz
                    from experimentation.experiments where key = ${experiment}`;
                if (count === 0) throw unknownExperiment(experiment);
                return { accepted: true };
            });
        },

        /** Records an event of a unit. Of the events with the same key, the roll-up keeps one. */
        async record({ unit, metric, value, occurredAt }) {
            const eventKey = eventKeyOf(unit, metric, occurredAt);
            return await transaction(async (sql) => {
                await sql`
                    insert into experimentation.metric_events (unit_id, metric, value, occurred_at, event_key)
                    values (${unit}, ${metric}, ${value}, ${occurredAt}, ${eventKey})`;
                return { accepted: true };
            });
        },

        /** Compares the variants: how many of the units that saw them had an event of the metric afterwards. */
        async ask({ experiment, metric }) {
            return await transaction(async (sql) => {
                if ((await variantsOf(sql, experiment)).length === 0) throw unknownExperiment(experiment);
                const rows = await sql`select * from experimentation.conversions(${experiment}, ${metric})`;
                return {
                    variants: rows.map((row) => ({
                        variant: row.variant,
                        control: row.is_control,
                        units: Number(row.units),
                        conversions: Number(row.conversions),
                        rate: row.rate,
                        rateInterval: [row.rate_low, row.rate_high],
                        difference: row.difference,
                        differenceInterval: [row.difference_low, row.difference_high],
                        pValue: row.p_value,
                    })),
                };
            });
        },
    };
}

async function assignedVariant(sql, experiment, unit) {
    const [assigned] = await sql`
        select v.key as variant
        from experimentation.experiments e
        join experimentation.assignments a on a.experiment_id = e.id
        join experimentation.variants v on v.id = a.variant_id
        where e.key = ${experiment} and a.unit_id = ${unit}`;
    return assigned && { variant: assigned.variant };
}

async function variantsOf(sql, experiment) {
    return await sql`
        select e.id as experiment, e.status, v.id, v.key, v.weight, v.is_control as control
        from experimentation.experiments e join experimentation.variants v on v.experiment_id = e.id
        where e.key = ${experiment}`;
}

async function runningVariants(sql, experiment) {
    const variants = await variantsOf(sql, experiment);
    if (variants.length === 0) throw unknownExperiment(experiment);
    const { status } = variants[0];
    if (status !== "running") throw failure(409, "experimentNotRunning", `${experiment} is ${status}`);
    return variants;
}

function unknownExperiment(experiment) {
    return failure(404, "experimentUnknown", `${experiment}: there is no such experiment`);
}

function sameVariants(wanted, found) {
    const text = (variants) =>
        JSON.stringify(variants.map(({ key, weight, control }) => [key, weight, control]).sort());
    return text(wanted) === text(found);
}

/**
 * The same metric of the same unit at the same time is the same event, however the time is written. The time comes
 * first, so that new keys are added at the end of the index.
 */
function eventKeyOf(unit, metric, occurredAt) {
    return JSON.stringify([new Date(occurredAt).toISOString(), unit, metric]);
}
