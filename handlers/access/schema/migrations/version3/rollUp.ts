/**
 * `roll_up` moves what has arrived in the inboxes to the tables of the months and keeps the summaries, in one
 * transaction with bounded work: at most `batch` exposures, as many events, and a fourth of it in units, because a unit
 * costs about as much as four events. A caller repeats it until `status` is not `more`:
 *
 * - `done`: nothing is left.
 * - `more`: something may be left.
 * - `busy`: another call is at work. This one has done nothing.
 * - `paused`: `roll_up_state.paused` is set. This call has done nothing.
 *
 * A batch is small beside the tables, and the planner does not know its size inside a statement that also changes rows.
 * So the function's settings leave only the plan that fits: a look-up in an index for each row of the batch.
 *
 * Its order matters: the ends of experiments are known before exposures and events are moved, and units are counted
 * before the events that arrive meanwhile.
 */
export const rollUp = `
create function experimentation.roll_up(batch integer default 20000)
returns table (exposures integer, units integer, events integer, status text)
language plpgsql security definer
set search_path = pg_catalog, experimentation, pg_temp
set timezone = 'UTC'
set jit = off
set work_mem = '64MB'
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
    unit_batch constant integer := greatest(batch / 4, 1);
    stopping boolean;
    carried integer;
begin
    exposures := 0;
    units := 0;
    events := 0;
    if batch is null or batch < 1 then
        raise exception using errcode = 'invalid_parameter_value', message = 'batch must be at least 1';
    end if;
    if not pg_try_advisory_xact_lock(hashtext('experimentation roll_up')) then
        status := 'busy';
        return next;
        return;
    end if;
    if (select paused from roll_up_state for update) then
        status := 'paused';
        return next;
        return;
    end if;
    stopping := roll_up_stops(unit_batch);
    exposures := roll_up_exposures(batch);
    carried := roll_up_version_2(batch - exposures);
    units := count_changed_units(unit_batch);
    events := roll_up_events(batch);
    status := case when stopping or exposures + carried = batch or events = batch or units = unit_batch
        then 'more' else 'done' end;
    exposures := exposures + carried;
    return next;
end $$;

revoke all on function experimentation.roll_up(integer) from public;
grant execute on function experimentation.roll_up(integer) to experimentation_writer;
`;
