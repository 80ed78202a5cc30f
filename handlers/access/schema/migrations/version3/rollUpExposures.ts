/** Keeps the earliest exposure of each unit in `moved`. An exposure after the experiment's end does not count. */
const keepFirst = `
insert into first_exposures as f (unit_id, experiment_id, variant_id, first_exposed_at, counted_until)
select moved.unit_id, moved.experiment_id, a.variant_id, moved.first, coalesce(e.stopped_at, 'infinity')
  from (select unit_id, experiment_id, min(exposed_at) as first from moved group by 1, 2) moved
  join assignments a using (experiment_id, unit_id)
  left join experiment_ends e using (experiment_id)
 where moved.first <= coalesce(e.stopped_at, 'infinity')
 order by 1, 2
on conflict (unit_id, experiment_id) do update set first_exposed_at = excluded.first_exposed_at
 where excluded.first_exposed_at < f.first_exposed_at`;

/**
 * Functions of `roll_up` for exposures. Each returns how many rows it has read.
 *
 * - `roll_up_exposures` moves a batch from the inbox to the tables of the months.
 * - `roll_up_version_2` reads a batch of the exposures from before version 3, which stay where they are.
 */
export const rollUpExposures = `
create function experimentation.roll_up_exposures(batch integer) returns integer language plpgsql as $$
declare
    rows constant tid[] := inbox_rows('exposures', batch);
    part record;
begin
    for part in select * from month_tables('exposures', 'exposed_at', rows) loop
        execute format($sql$
with taken as (
    delete from only exposures
     where ctid = any($1) and (exposed_at >= $2 and exposed_at < $3) = $4 returning *
), moved as (
    insert into %I (id, experiment_id, unit_id, exposed_at)
    select id, experiment_id, unit_id, exposed_at from taken order by experiment_id, unit_id
    returning experiment_id, unit_id, exposed_at
)${keepFirst}
        $sql$, part.name) using rows, part.starts, part.ends, part.inside;
    end loop;
    return cardinality(rows);
end $$;

create function experimentation.roll_up_version_2(batch integer) returns integer language plpgsql as $$
declare
    start constant bigint := (select carried_to from roll_up_state);
    last bigint;
    read integer;
begin
    if start is null or batch = 0 then
        return 0;
    end if;
    select max(id), count(*) into last, read
      from (select id from exposures_version_2 where id > start order by id limit batch) as next;
    with moved as (
        select experiment_id, unit_id, exposed_at from exposures_version_2 where id > start and id <= last
    )${keepFirst};
    update roll_up_state set carried_to = case when read = batch then last end;
    return read;
end $$;

revoke all on function experimentation.roll_up_exposures(integer), experimentation.roll_up_version_2(integer)
    from public;
`;
