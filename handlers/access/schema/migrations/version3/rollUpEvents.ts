/**
 * Functions of `roll_up` for metric events.
 *
 * - `events_during` sums the kept events of units, each in its own time. The index of version 2 begins with the metric,
 *   so that table is read by metric. Its values were unbounded: those that would overflow a sum do not count.
 * - `count_changed_units` counts the events of units whose first exposure is new or earlier than before.
 * - `roll_up_events` moves a batch from the inbox to the tables of the months. An event whose key is known is dropped.
 *
 * The last two return how many rows they have read.
 */
export const rollUpEvents = `
create function experimentation.events_during(units experimentation.first_exposures[], times tstzrange[])
returns setof experimentation.unit_metrics language plpgsql as $$
declare
    oldest constant timestamptz := (select min(lower(during)) from unnest(times) during);
    metrics text[];
begin
    if oldest is null then
        return;
    end if;
    with recursive metric (name) as (
        select min(metric) from metric_events_version_2
        union all
        select (select min(metric) from metric_events_version_2 where metric > name) from metric
         where name is not null
    ) select array_agg(name) into metrics from metric where name is not null;
    -- The oldest time as a literal, so that the planner leaves out the months before it.
    return query execute format($sql$
select u.experiment_id, e.metric, u.unit_id, u.variant_id, e.events, e.total
  from unnest($1, $2) u (
    unit_id, experiment_id, variant_id, first_exposed_at, counted_from, counted_until, during)
 cross join lateral (
    select metric, count(*) as events, sum(value) as total from (
        select metric, value from metric_events_kept
         where unit_id = u.unit_id and occurred_at >= %L and occurred_at <@ u.during
        union all
        select metric, value from metric_events_version_2
         where metric = any($3) and unit_id = u.unit_id and occurred_at >= lower(u.during)
           and occurred_at <@ u.during and value between -1e100 and 1e100
    ) each group by metric
 ) e
    $sql$, oldest) using units, times, metrics;
end $$;

create function experimentation.count_changed_units(batch integer) returns integer language plpgsql as $$
declare
    units constant experimentation.first_exposures[] := array(
        select f from first_exposures f where counted_from is distinct from first_exposed_at
         order by unit_id limit batch);
    times constant tstzrange[] := array(
        select tstzrange(first_exposed_at, counted_from) * tstzrange(null, counted_until, '[]') from unnest(units));
begin
    insert into unit_metrics as m
    select * from events_during(units, times) order by experiment_id, metric, unit_id
    on conflict (experiment_id, metric, unit_id) do update
       set events = m.events + excluded.events, total = m.total + excluded.total;
    update first_exposures f set counted_from = f.first_exposed_at from unnest(units) u
     where f.unit_id = u.unit_id and f.experiment_id = u.experiment_id;
    return cardinality(units);
end $$;

create function experimentation.roll_up_events(batch integer) returns integer language plpgsql as $$
declare
    rows constant tid[] := inbox_rows('metric_events', batch);
    part record;
begin
    for part in select * from month_tables('metric_events', 'occurred_at', rows) loop
        execute format($sql$
with taken as (
    delete from only metric_events
     where ctid = any($1) and (occurred_at >= $2 and occurred_at < $3) = $4 returning *
), moved as (
    insert into %I (id, unit_id, metric, value, occurred_at, event_key)
    select id, unit_id, metric, value, occurred_at, event_key from taken order by unit_id, metric
    on conflict do nothing returning unit_id, metric, value, occurred_at
)
insert into unit_metrics as m (experiment_id, metric, unit_id, variant_id, events, total)
select f.experiment_id, moved.metric, f.unit_id, f.variant_id, count(*), sum(moved.value)
  from moved join first_exposures f on f.unit_id = moved.unit_id
   and moved.occurred_at >= f.counted_from and moved.occurred_at <= f.counted_until
 group by 1, 2, 3, 4 order by 1, 2, 3
on conflict (experiment_id, metric, unit_id) do update
   set events = m.events + excluded.events, total = m.total + excluded.total
        $sql$, part.name) using rows, part.starts, part.ends, part.inside;
    end loop;
    return cardinality(rows);
end $$;

revoke all on function experimentation.events_during(experimentation.first_exposures[], tstzrange[]),
    experimentation.count_changed_units(integer), experimentation.roll_up_events(integer) from public;
`;
