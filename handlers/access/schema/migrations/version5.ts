import type { Migration } from "./migration";

/**
 * `forget_unit` erases a unit, because applications may delete neither exposures nor events: the summaries would go on
 * counting them. Most indexes begin with the experiment, so it asks for all of them. No index leads to a unit in the
 * inboxes, in `unit_metrics` and in the events of version 2: these are read from end to end.
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
    experiments constant bigint[] := array(select id from experiments);
    erased bigint := 0;
    deleted bigint;
    condition text;
begin
    -- A roll_up that is at work could count rows of the unit after their deletion.
    perform pg_advisory_xact_lock(hashtext('experimentation roll_up'));
    foreach condition in array array[
        'metric_events where unit_id = $1',
        'exposures where unit_id = $1 and experiment_id = any($2)',
        'unit_metrics where unit_id = $1 and experiment_id = any($2)',
        'first_exposures where unit_id = $1',
        'assignments where unit_id = $1 and experiment_id = any($2)'
    ] loop
        execute 'delete from ' || condition using unit, experiments;
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
