import type postgres from "postgres";
import type { WorkloadSize } from "./size";

/** One statement that generates data, on the server. */
interface Generation {
    /** What it generates, with the number of rows. */
    readonly title: string;
    readonly sql: string;
    /** The table that it fills, if it is large. */
    readonly large?: string;
}

/** The days before now over which exposures and events are spread evenly, at every size. */
const days = 14;

/** One in so many units is also in the experiment `small`. */
const part = 100;

/** Generates the data. The indexes of large tables are built at the end, which is several times faster. */
export async function generate(sql: postgres.Sql, size: WorkloadSize, say: (detail: string) => void): Promise<void> {
    for (const { title, sql: statement, large } of generations(size)) {
        say(title);
        const indexes = large === undefined ? [] : await indexesOf(sql, large);
        for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
        await sql.unsafe(statement);
        for (const { definition } of indexes) await sql.unsafe(definition);
    }
}

/** The indexes of a table without those of constraints. */
async function indexesOf(sql: postgres.Sql, table: string) {
    return await sql<{ name: string; definition: string }[]>`
        select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
         where indrelid = ${table}::regclass and not indisunique`;
}

/**
 * Fills the tables of version 2. The experiment `big` has two variants and all the units, `small` a hundredth of them.
 * Half of the units that have events are assigned. A tenth of the events are purchases, with a value; three tenths are clicks; the others, views.
 *
 * Pseudo-random numbers come from PostgreSQL's hash functions, so that equal seeds give equal data.
 */
function generations({ units, exposures, events, seed }: WorkloadSize): Generation[] {
    return [
        {
            title: "2 experiments",
            sql: `
insert into experimentation.experiments (key, name, status, started_at)
values ('big', 'Big', 'running', now() - interval '${days} days'), ('small', 'Small', 'running', now());
insert into experimentation.variants (experiment_id, key, weight, is_control)
select id, variant.key, 5000, variant.key = 'control' from experimentation.experiments,
    (values ('control'), ('green')) variant (key)`,
        },
        {
            title: `${count(units)} assignments`,
            sql: `
insert into experimentation.assignments (experiment_id, unit_id, variant_id, assigned_at)
select e.id, 'unit-' || g, v.ids[1 + ${random("g", seed, 2)}], now() - interval '${days} days'
from generate_series(1, ${units}) g, experimentation.experiments e,
    lateral (select array_agg(id order by id) as ids from experimentation.variants where experiment_id = e.id) v
where e.key = 'big' or g % ${part} = 0`,
        },
        {
            title: `${count(exposures)} exposures`,
            large: "experimentation.exposures",
            // Every unit is assigned, so that the check of the foreign key, most of the time, can be left out.
            sql: `
set session_replication_role = replica;
insert into experimentation.exposures (experiment_id, unit_id, exposed_at)
select e.id, 'unit-' || case e.key when 'big' then 1 + ${random("g", seed + 1, units)}
        else ${part} * (1 + ${random("g", seed + 1, Math.floor(units / part))}) end, ${spread(exposures)}
from generate_series(1, ${exposures}) g, experimentation.experiments e where e.key = 'big' or g % ${part} = 0;
reset session_replication_role`,
        },
        {
            title: `${count(events)} metric events`,
            large: "experimentation.metric_events",
            sql: `
insert into experimentation.metric_events (unit_id, metric, value, occurred_at)
select 'unit-' || (1 + ${random("g", seed + 2, 2 * units)}),
    case when g % 10 = 0 then 'purchase' when g % 10 < 4 then 'click' else 'view' end,
    case when g % 10 = 0 then 1 + ${random("g", seed + 3, 10_000)} / 100.0 else 1 end, ${spread(events)}
from generate_series(1, ${events}) g`,
        },
    ];
}

/** A pseudo-random whole number from 0 to below `values`. */
export function random(row: string, seed: number, values: number): string {
    return `((hashint8extended(${row}, ${seed}) & 9223372036854775807) % ${values})`;
}

function spread(rows: number): string {
    return `now() - interval '${days} days' + interval '${days} days' * (g::float8 / ${rows})`;
}

function count(rows: number): string {
    return rows.toLocaleString("en-US");
}
