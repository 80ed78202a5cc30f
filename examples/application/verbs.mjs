import { readFileSync } from "node:fs";
import { URL } from "node:url";
import { failure } from "./failure.mjs";
import { chooseVariant } from "./variant.mjs";

const conversions = readFileSync(new URL("conversions.sql", import.meta.url), "utf8");

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
        /** Creates a running experiment with its variants. Refuses a different definition with the same key. */
        async define({ experiment, name, variants }) {
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

        /** Records that a unit saw its variant. The same unit at the same time is the same exposure. */
        async expose({ experiment, unit, exposedAt }) {
            return await transaction(async (sql) => {
                await oneAtATime(sql, ["exposure", experiment, unit, exposedAt]);
                const [known] = await sql`select id from experimentation.experiments where key = ${experiment}`;
                if (known === undefined) throw unknownExperiment(experiment);
                const { count } = await sql`
                    insert into experimentation.exposures (experiment_id, unit_id, exposed_at)
                    select ${known.id}::bigint, ${unit}::text, ${exposedAt}::timestamptz
                    where not exists (
                        select from experimentation.exposures
                        where experiment_id = ${known.id} and unit_id = ${unit} and exposed_at = ${exposedAt})`;
                return { recorded: count === 1 };
            });
        },

        /** Records an event of a unit. The same metric of the same unit at the same time is the same event. */
        async record({ unit, metric, value, occurredAt }) {
            return await transaction(async (sql) => {
                await oneAtATime(sql, ["event", unit, metric, occurredAt]);
                const { count } = await sql`
                    insert into experimentation.metric_events (unit_id, metric, value, occurred_at)
                    select ${unit}::text, ${metric}::text, ${value}::float8, ${occurredAt}::timestamptz
                    where not exists (
                        select from experimentation.metric_events
                        where metric = ${metric} and unit_id = ${unit} and occurred_at = ${occurredAt})`;
                return { recorded: count === 1 };
            });
        },

        /** Counts, for each variant, the units that saw it and those with an event of the metric afterwards. */
        async ask({ experiment, metric }) {
            return await transaction(async (sql) => {
                if ((await variantsOf(sql, experiment)).length === 0) throw unknownExperiment(experiment);
                const rows = await sql.unsafe(conversions, [experiment, metric]);
                return {
                    variants: rows.map(({ variant, control, units, conversions: converted, percent }) => ({
                        variant,
                        control,
                        units: Number(units),
                        conversions: Number(converted),
                        percent: Number(percent),
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
 * The tables of exposures and events have no unique key for these identities, so each insert looks for an existing row
 * first. This lock lets a repeated attempt look only after the first one has ended.
 */
async function oneAtATime(sql, identity) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify(identity)}, 0))`;
}
