import type { Platform } from "../../harness/platform";

/** Statements that create each kind of object that has a schema and an owner and needs no superuser. */
export const objects = [
    "create table experimentation.cohorts (id bigint generated always as identity, number serial, name text)",
    "create index on experimentation.cohorts (name)",
    "create statistics experimentation.cohort_statistics on id, name from experimentation.cohorts",
    "create table experimentation.days (day date) partition by range (day)",
    "create table experimentation.days_2026 partition of experimentation.days for values from ('2026-01-01') to ('2027-01-01')",
    'create table experimentation."Odd; name" (id bigint)',
    "create view experimentation.names as select name from experimentation.cohorts",
    "create materialized view experimentation.counts as select count(*) from experimentation.cohorts",
    "create sequence experimentation.numbers",
    "create function experimentation.double(x integer) returns integer language sql as 'select 2 * x'",
    "create procedure experimentation.nothing() language sql as ''",
    "create aggregate experimentation.total(integer) (sfunc = int4pl, stype = integer)",
    "create operator experimentation.=== (leftarg = integer, rightarg = integer, function = int4eq)",
    "create type experimentation.state as enum ('on', 'off')",
    "create type experimentation.pair as (a integer, b integer)",
    "create type experimentation.span as range (subtype = integer)",
    "create domain experimentation.share as numeric check (value between 0 and 1)",
    'create collation experimentation.plain (locale = "C")',
    "create conversion experimentation.latin for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1",
    "create text search dictionary experimentation.words (template = simple)",
    "create text search configuration experimentation.search (copy = pg_catalog.english)",
];

/** The distinct owners of the schema's objects. */
export async function ownersOf({ superuser }: Platform): Promise<string[]> {
    const catalogues = [
        ["pg_class", "relowner", "relnamespace"],
        // The superuser owns a range type's constructors.
        ["(select * from pg_proc where proowner <> 'rdsadmin'::regrole)", "proowner", "pronamespace"],
        ["pg_type", "typowner", "typnamespace"],
        ["pg_operator", "oprowner", "oprnamespace"],
        ["pg_collation", "collowner", "collnamespace"],
        ["pg_conversion", "conowner", "connamespace"],
        ["pg_statistic_ext", "stxowner", "stxnamespace"],
        ["pg_ts_dict", "dictowner", "dictnamespace"],
        ["pg_ts_config", "cfgowner", "cfgnamespace"],
    ].map(
        ([name, owner, schema]) =>
            `select ${owner}::regrole::text as owner from ${name} as catalogue where ${schema} = 'experimentation'::regnamespace`,
    );
    const rows = await superuser.unsafe<{ owner: string }[]>(`${catalogues.join(" union ")} order by 1`);
    return rows.map(({ owner }) => owner);
}
