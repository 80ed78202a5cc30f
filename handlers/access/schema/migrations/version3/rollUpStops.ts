/**
 * Function of `roll_up` for stopped experiments. It walks over a batch of the units of one, and takes what happened
 * after its end out of the summaries. Returns whether the end of an experiment is still to be applied to a unit.
 */
export const rollUpStops = `
create function experimentation.roll_up_stops(batch integer) returns boolean language plpgsql as $$
declare
    stop experimentation.experiment_ends;
    walked text[];
    units experimentation.first_exposures[];
    times tstzrange[];
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
    times := array(
        select tstzrange(counted_from, null) * tstzrange(stop.stopped_at, null, '()') from unnest(units));
    with later as materialized (
        select u.* from events_during(units, times) u
    ), emptied as (
        delete from unit_metrics m using later l
         where m.experiment_id = l.experiment_id and m.metric = l.metric and m.unit_id = l.unit_id
           and m.events = l.events
    )
    update unit_metrics m set events = m.events - l.events, total = m.total - l.total from later l
     where m.experiment_id = l.experiment_id and m.metric = l.metric and m.unit_id = l.unit_id
       and m.events > l.events;
    delete from first_exposures f using unnest(units) u
     where f.experiment_id = u.experiment_id and f.unit_id = u.unit_id and f.first_exposed_at > stop.stopped_at;
    update first_exposures f set counted_until = stop.stopped_at from unnest(units) u
     where f.experiment_id = u.experiment_id and f.unit_id = u.unit_id;
    update experiment_ends
       set walked_to = case when cardinality(walked) = batch then walked[batch] end
     where experiment_id = stop.experiment_id;
    return exists (select from experiment_ends where walked_to is not null);
end $$;

revoke all on function experimentation.roll_up_stops(integer) from public;
`;
