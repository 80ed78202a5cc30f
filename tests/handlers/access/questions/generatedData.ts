import type postgres from "postgres";

/** The units of {@link generate}, of which nine in ten are exposed. */
const units = 3000;

/** A number from 0 to 1 that depends on the unit and the salt alone. `expected.py` has the same. */
const share = `
create function pg_temp.share(unit integer, salt text) returns double precision language sql immutable as
$$ select ('x' || left(md5(salt || ':' || unit), 7))::bit(28)::integer / 268435456.0::double precision $$`;

const generatedUnits = `
create temporary table units as
select unit, 'u' || unit as unit_id, v.id as variant_id, v.experiment_id, v.key as variant,
    '2026-03-01 00:00+00'::timestamptz + make_interval(secs => floor(pg_temp.share(unit, 'time') * 864000)) as exposed_at
from generate_series(1, ${units}) as unit
join variants v on v.key = case when pg_temp.share(unit, 'variant') < 0.5 then 'control'
    when pg_temp.share(unit, 'variant') < 0.8 then 'one-page' else 'express' end`;

const rows = [
    "insert into experiments (key, name, status) values ('checkout', 'One page', 'running')",
    `insert into variants (experiment_id, key, weight, is_control) select id, v.*
     from experiments, (values ('control', 5000, true), ('express', 2000, false), ('one-page', 3000, false)) v`,
    share,
    generatedUnits,
    `insert into assignments (experiment_id, unit_id, variant_id, assigned_at)
     select experiment_id, unit_id, variant_id, exposed_at - interval '1 minute' from units`,
    `insert into exposures (experiment_id, unit_id, exposed_at)
     select experiment_id, unit_id, exposed_at + again * interval '1 day'
     from units, unnest(array[1, 0]) as again where pg_temp.share(unit, 'exposed') < 0.9`,
    `create temporary table slots as
     select u.*, k, pg_temp.share(unit, 'value' || k) as value,
         exposed_at + make_interval(secs => floor((pg_temp.share(unit, 'when' || k) - 0.4) * 1728000)) as at
     from units u, generate_series(1, 8) k`,
    `insert into metric_events (unit_id, metric, value, occurred_at)
     select unit_id, 'purchase', floor(value * 20000) / 100, at from slots where k <= 3
         and pg_temp.share(unit, 'purchase' || k) < case variant when 'control' then 0.08 when 'express' then 0.085 else 0.1 end
     union all select unit_id, 'balance', floor((value - 0.55) * 10000) / 100, at from slots where k <= 2
     union all select unit_id, 'view', 1, at from slots
         where pg_temp.share(unit, 'view' || k) < pg_temp.share(unit, 'activity')
     union all select unit_id, 'clock', 1e4 + pg_temp.share(unit, 'clock'), exposed_at from units`,
    `insert into guard_rails (experiment_id, metric, worse_when, margin) select id, g.* from experiments,
     (values ('balance', 'lower', 0.3), ('purchase', 'higher', 0.05), ('view', 'lower', 0.1)) g`,
];

/** Writes the experiment `checkout` as an application does, unit by unit from a hash, and rolls it up. */
export async function generate(application: postgres.Sql): Promise<void> {
    await application.begin(async (sql) => {
        for (const statement of rows) await sql.unsafe(statement);
    });
    await rollUp(application);
}

/** Repeats `roll_up` until nothing is left. */
async function rollUp(application: postgres.Sql): Promise<void> {
    let status: unknown;
    do {
        const [row] = await application`select status from experimentation.roll_up()`;
        status = row?.status;
    } while (status === "more");
}
