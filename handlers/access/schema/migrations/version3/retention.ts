/**
 * `drop_events_before` drops the tables of the months that ended before a time, and empties those of version 2 if all
 * their rows are older. It keeps the summaries. It locks only the tables that it drops, and skips a table that is in use
 * for more than 200 ms: ingest writes to none of them. To drop `exposures_version_2` would also lock `assignments`.
 * Returns what it dropped and what it skipped.
 *
 * It refuses a time that is not in the past, and drops nothing while `roll_up` has yet to read what could be dropped:
 * the events of units that are not counted, those after an experiment's end, and those of an old exposure in the inbox.
 */
export const retention = `
create function experimentation.drop_events_before(before timestamptz)
returns table (name text, dropped boolean)
language plpgsql security definer
set search_path = pg_catalog, experimentation, pg_temp
set timezone = 'UTC'
set lock_timeout = '200ms'
as $$
declare
    has_newer boolean;
    version_2 record;
begin
    if (isfinite(before) and before <= now()) is not true then
        raise exception using errcode = 'invalid_parameter_value', column = 'before',
            message = 'before must be a time in the past';
    end if;
    perform set_config('lock_timeout', '5s', true);
    perform pg_advisory_xact_lock(hashtext('experimentation roll_up'));
    perform set_config('lock_timeout', '200ms', true);
    if exists (select from roll_up_state where carried_to is not null)
        or exists (select from first_exposures where counted_from is distinct from first_exposed_at)
        or exists (select from experiment_ends where walked_to is not null)
        or exists (
            select from experiments where status = 'stopped' and stopped_at is not null
               and id not in (select experiment_id from experiment_ends))
        or exists (select from only exposures where exposed_at < before)
    then
        raise exception using errcode = 'object_not_in_prerequisite_state',
            message = 'some events that may be older are not counted yet', hint = 'Call roll_up until it is done.';
    end if;
    delete from only exposures_kept where exposed_at < before;
    delete from only metric_events_kept where occurred_at < before;
    for name in
        select relname from pg_inherits join pg_class on oid = inhrelid
         where inhparent in ('exposures_kept'::regclass, 'metric_events_kept'::regclass)
           and to_date(right(relname, 7), 'YYYY_MM') + interval '1 month' <= before
         order by relname
    loop
        dropped := run_unless_used(format('drop table %I', name));
        return next;
    end loop;
    for version_2 in values ('exposures', 'exposed_at'), ('metric_events', 'occurred_at') loop
        name := version_2.column1 || '_version_2';
        continue when pg_relation_size(name::regclass) = 0;
        -- One hostile clock must not keep the whole table.
        execute format('select exists (select from %1$I where %2$I >= $1 and %2$I < $2)', name, version_2.column2)
            into has_newer using before, now() + interval '2 months';
        continue when has_newer;
        dropped := run_unless_used(format('truncate %I', name));
        return next;
    end loop;
end $$;

create function experimentation.run_unless_used(statement text) returns boolean language plpgsql as $$
begin
    execute statement;
    return true;
exception when lock_not_available then
    return false;
end $$;

revoke all on function experimentation.drop_events_before(timestamptz), experimentation.run_unless_used(text)
    from public;
`;
