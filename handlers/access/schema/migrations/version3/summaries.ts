/**
 * What `roll_up` keeps for the questions, and its own state. Only the owner role writes these tables.
 *
 * - A row of `unit_metrics` holds the kept events of a unit that occurred from `counted_from` to `counted_until`, both
 *   included. `counted_from` is null before the first count, and differs from `first_exposed_at` until the next one.
 * - A version of `variant_weights` holds from `since` to the next version. Those of version 2 hold from the beginning.
 * - A row of `experiment_ends` is an experiment whose end is applied to its units: up to `walked_to`, or all if null.
 * - `inboxes` has the place in each inbox where the next batch begins.
 * - `roll_up_state` has the last id of `exposures_version_2` that is in `first_exposures`, or null if all are.
 */
export const summaries = `
create table experimentation.first_exposures (
    unit_id text not null,
    experiment_id bigint not null,
    variant_id bigint not null,
    first_exposed_at timestamptz not null,
    counted_from timestamptz,
    counted_until timestamptz not null default 'infinity',
    primary key (unit_id, experiment_id)
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

create index first_exposures_variant on experimentation.first_exposures (experiment_id, variant_id);
create index first_exposures_changed on experimentation.first_exposures (unit_id)
    where counted_from is distinct from first_exposed_at;

create table experimentation.unit_metrics (
    experiment_id bigint not null,
    metric text not null,
    unit_id text not null,
    variant_id bigint not null,
    events bigint not null,
    total double precision not null,
    primary key (experiment_id, metric, unit_id)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

create table experimentation.variant_weights (
    variant_id bigint not null,
    weight integer not null,
    since timestamptz not null,
    primary key (variant_id, since)
);

create table experimentation.experiment_ends (
    experiment_id bigint primary key,
    stopped_at timestamptz not null,
    walked_to text default ''
);

create table experimentation.inboxes (
    name text primary key,
    taken_to tid not null default '(0,0)'
);

create table experimentation.roll_up_state (
    id boolean primary key default true check (id),
    paused boolean not null default false,
    carried_to bigint default 0
);

insert into experimentation.inboxes (name) values ('exposures'), ('metric_events');
insert into experimentation.roll_up_state default values;

revoke insert, update, delete on experimentation.first_exposures, experimentation.unit_metrics,
    experimentation.variant_weights, experimentation.experiment_ends, experimentation.inboxes,
    experimentation.roll_up_state from experimentation_writer;
`;
