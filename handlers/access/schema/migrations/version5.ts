import type { Migration } from "./migration";

/**
 * `forget_unit` erases a unit, because applications may delete neither exposures nor events: the summaries would go on
 * counting them. Of the tables of version 2, it reads the one of the events from end to end.
 */
export const version5: Migration = {
    version: 5,
    name: "erasure of a unit",
    sql: `
create function experimentation.forget_unit(unit text) returns bigint
language plpgsql security definer
set search_path = pg_catalog, experimentation, pg_temp
set lock_timeout = '2s'
as $$
declare
    erased bigint := 0;
    deleted bigint;
    name text;
begin
    -- A roll_up that is at work could count rows of the unit after their deletion.
    perform pg_advisory_xact_lock(hashtext('experimentation roll_up'));
    foreach name in array array['metric_events', 'exposures', 'unit_metrics', 'first_exposures', 'assignments'] loop
        execute format('delete from %I where unit_id = $1', name) using unit;
        get diagnostics deleted = row_count;
        erased := erased + deleted;
    end loop;
    return erased;
end $$;

comment on function experimentation.forget_unit(text) is
'Erases a unit: its assignments, exposures, events and summaries. Returns how many rows it has deleted. Events and
exposures that are sent afterwards are kept again.';

revoke all on function experimentation.forget_unit(text) from public;
grant execute on function experimentation.forget_unit(text) to experimentation_writer;
`,
};
