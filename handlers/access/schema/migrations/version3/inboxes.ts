/**
 * Turns the tables of version 2 into children of new tables with the same names and columns, which are the inboxes:
 * their own rows are those that `roll_up` has not moved yet. An inbox has no index, because each would cost ingest a
 * third to three fourths of its rate. Its checks refuse what an index of the other tables could not hold, and values
 * whose sums could overflow.
 *
 * The locks come first, all at once and in the order in which an application writes. While one of them waits, new
 * writes wait behind it, so it waits shortly, and several times.
 */
export const inboxes = `
do $$
begin
    perform set_config('lock_timeout', '100ms', true);
    for attempt in 1..15 loop
        begin
            lock table experimentation.experiments, experimentation.variants, experimentation.assignments
                in share row exclusive mode;
            lock table experimentation.exposures, experimentation.metric_events in access exclusive mode;
            exit;
        exception when lock_not_available then
            if attempt = 15 then
                raise;
            end if;
            perform pg_sleep(0.15);
        end;
    end loop;
end $$;

alter table experimentation.exposures rename to exposures_version_2;
alter sequence experimentation.exposures_id_seq rename to exposures_version_2_id_seq;
alter table experimentation.metric_events rename to metric_events_version_2;
alter sequence experimentation.metric_events_id_seq rename to metric_events_version_2_id_seq;

create table experimentation.exposures (
    id bigint generated always as identity,
    experiment_id bigint not null,
    unit_id text not null constraint exposures_unit_id_length check (octet_length(unit_id) <= 2600) no inherit,
    exposed_at timestamptz not null default now(),
    constraint exposures_experiment_id_unit_id_fkey
        foreign key (experiment_id, unit_id) references experimentation.assignments (experiment_id, unit_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_threshold = 2000000000);

create table experimentation.metric_events (
    id bigint generated always as identity,
    unit_id text not null constraint metric_events_unit_id_check check (unit_id <> ''),
    metric text not null constraint metric_events_metric_check check (metric <> ''),
    value double precision not null default 1
        constraint metric_events_value_range check (value between -1e100 and 1e100) no inherit,
    occurred_at timestamptz not null default now(),
    event_key text constraint metric_events_event_key_length check (octet_length(event_key) <= 2600) no inherit,
    constraint metric_events_length check (octet_length(unit_id) + octet_length(metric) <= 2600) no inherit
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_threshold = 2000000000);

-- Identities continue, so that an id stays unique among all rows.
select setval('experimentation.exposures_id_seq', last_value, is_called)
  from experimentation.exposures_version_2_id_seq;
select setval('experimentation.metric_events_id_seq', last_value, is_called)
  from experimentation.metric_events_version_2_id_seq;
alter table experimentation.exposures_version_2 alter column id drop identity;
alter table experimentation.metric_events_version_2 alter column id drop identity, add column event_key text;
alter table experimentation.exposures_version_2 inherit experimentation.exposures;
alter table experimentation.metric_events_version_2 inherit experimentation.metric_events;

create table experimentation.exposures_kept () inherits (experimentation.exposures);
create table experimentation.metric_events_kept () inherits (experimentation.metric_events);
select experimentation.equip_table('experimentation.exposures_kept', 'exposed_at');
select experimentation.equip_table('experimentation.metric_events_kept', 'occurred_at');
alter table experimentation.exposures replica identity full;
alter table experimentation.metric_events replica identity full;
revoke update, delete on experimentation.exposures, experimentation.metric_events from experimentation_writer;
revoke insert, update, delete on experimentation.exposures_version_2, experimentation.metric_events_version_2
    from experimentation_writer;

alter table experimentation.first_exposures add foreign key (experiment_id, unit_id)
    references experimentation.assignments (experiment_id, unit_id);
alter table experimentation.variant_weights add foreign key (variant_id)
    references experimentation.variants (id) on delete cascade;
`;
