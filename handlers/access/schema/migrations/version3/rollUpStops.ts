/**
 * Functions of `roll_up` for stopped experiments.
 *
 * - `roll_up_stops` walks over a batch of the units of one, and takes what happened after its end out of the summaries.
 *   Returns whether the end of an experiment is still to be applied to a unit.
 * - `take_out_later` does so for the metrics of some units. It subtracts, because a month with earlier events may have
 *   been dropped. A difference loses the digits that are small beside what is subtracted. So where all events are still
 *   there, their sum takes its place.
 */
export const rollUpStops = `
create function experimentation.take_out_later(
    units experimentation.first_exposures[], stop experimentation.experiment_ends
) returns void language plpgsql as $$
declare
    metrics text[];
    counted experimentation.first_exposures[];
    later experimentation.unit_metrics[];
begin
    with recursive metric (name) as (
        select min(metric) from unit_metrics where experiment_id = stop.experiment_id
        union all
        select (select min(metric) from unit_metrics where experiment_id = stop.experiment_id and metric > name)
          from metric where name is not null
    ) select array_agg(name) into metrics from metric where name is not null;
    -- Of these units, all counted events are later, also those that have been dropped since.
    delete from unit_metrics m using unnest(units) u
     where u.counted_from > stop.stopped_at
       and m.experiment_id = stop.experiment_id and m.metric = any(metrics) and m.unit_id = u.unit_id;

    counted := array(select u from unnest(units) u where u.counted_from <= stop.stopped_at);
    later := array(
        select l from events_during(
            counted, array_fill(tstzrange(stop.stopped_at, null, '()'), array[cardinality(counted)])) l);
    delete from unit_metrics m using unnest(later) l
     where m.experiment_id = l.experiment_id and m.metric = l.metric and m.unit_id = l.unit_id
       and m.events = l.events;
    update unit_metrics m set events = m.events - l.events, total = m.total - l.total from unnest(later) l
     where m.experiment_id = l.experiment_id and m.metric = l.metric and m.unit_id = l.unit_id
       and m.events > l.events;

    counted := array(
        select f from first_exposures f
         where experiment_id = stop.experiment_id and unit_id = any(array(select unit_id from unnest(later))));
    update unit_metrics m set total = e.total
      from events_during(
        counted, array(select tstzrange(counted_from, stop.stopped_at, '[]') from unnest(counted))) e
     where m.experiment_id = e.experiment_id and m.metric = e.metric and m.unit_id = e.unit_id
       and m.events = e.events;
end $$;

create function experimentation.roll_up_stops(batch integer) returns boolean language plpgsql as $$
declare
    stop experimentation.experiment_ends;
    walked text[];
    units experimentation.first_exposures[];
begin
    insert into experiment_ends (experiment_id, stopped_at)
    select id, stopped_at from experiments where status = 'stopped' and stopped_at is not null
    on conflict do nothing;
    select * into stop from experiment_ends where walked_to is not null order by experiment_id limit 1;
    if not found then
        return false;
    end if;
    walked := array(
        select unit_id from assignments where experiment_id = stop.experiment_id and unit_id > stop.walked_to
         order by unit_id limit batch);
    units := array(
        select f from first_exposures f
         where experiment_id = stop.experiment_id and unit_id = any(walked) and counted_until > stop.stopped_at);
    perform take_out_later(units, stop);
    delete from first_exposures f using unnest(units) u
     where f.experiment_id = u.experiment_id and f.unit_id = u.unit_id and f.first_exposed_at > stop.stopped_at;
    update first_exposures f set counted_until = stop.stopped_at from unnest(units) u
     where f.experiment_id = u.experiment_id and f.unit_id = u.unit_id;
    update experiment_ends
       set walked_to = case when cardinality(walked) = batch then walked[batch] end
     where experiment_id = stop.experiment_id;
    return exists (select from experiment_ends where walked_to is not null);
end $$;

revoke all on function experimentation.take_out_later(
    experimentation.first_exposures[], experimentation.experiment_ends), experimentation.roll_up_stops(integer)
    from public;
`;
