/**
 * What the schema refuses, with a constraint's name in each error, and the history of the weights.
 *
 * - A stopped experiment stays stopped, at the time of its stop.
 * - A unit keeps its variant. A stopped experiment gets no assignment after its end; one from before may arrive late.
 */
export const triggerFunctions = `
create function experimentation.keep_experiment_stopped() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.status = 'stopped'
        and (new.status <> 'stopped' or new.stopped_at is distinct from coalesce(old.stopped_at, new.stopped_at)) then
        raise exception using errcode = 'check_violation', schema = tg_table_schema, table = tg_table_name,
            constraint = 'experiments_stopped',
            message = 'a stopped experiment stays stopped, and keeps the time of its end';
    end if;
    if new.status = 'stopped' and (tg_op = 'INSERT' or old.status <> 'stopped') then
        new.stopped_at := least(new.stopped_at, clock_timestamp());
    end if;
    return new;
end $$;

create function experimentation.keep_assignment() returns trigger language plpgsql as $$
begin
    raise exception using errcode = 'check_violation', schema = tg_table_schema, table = tg_table_name,
        constraint = 'assignments_fixed', message = 'a unit keeps its variant';
end $$;

create function experimentation.refuse_late_assignments() returns trigger language plpgsql as $$
begin
    if exists (
        select from assigned join experimentation.experiments e on e.id = assigned.experiment_id
         where e.status = 'stopped' and assigned.assigned_at > e.stopped_at
    ) then
        raise exception using errcode = 'check_violation', schema = tg_table_schema, table = tg_table_name,
            constraint = 'assignments_running', message = 'a stopped experiment gets no new assignments';
    end if;
    return null;
end $$;

create function experimentation.record_weight() returns trigger language plpgsql security definer
set search_path = pg_catalog, experimentation, pg_temp as $$
begin
    -- A variant's first weight also holds for the assignments of its own transaction.
    insert into variant_weights (variant_id, weight, since)
    values (new.id, new.weight, case tg_op when 'INSERT' then now() else clock_timestamp() end)
    on conflict (variant_id, since) do update set weight = excluded.weight;
    return null;
end $$;

-- Who may execute one could attach it to a table of their own, and forge what it writes.
revoke all on function experimentation.keep_experiment_stopped(), experimentation.keep_assignment(),
    experimentation.refuse_late_assignments(), experimentation.record_weight() from public;
`;

export const triggers = `
create trigger keep_stopped before insert or update of status, stopped_at on experimentation.experiments
    for each row execute function experimentation.keep_experiment_stopped();

create trigger keep_assignment before update of experiment_id, unit_id, variant_id on experimentation.assignments
    for each row when ((old.experiment_id, old.unit_id, old.variant_id)
        is distinct from (new.experiment_id, new.unit_id, new.variant_id))
    execute function experimentation.keep_assignment();

create trigger refuse_late after insert on experimentation.assignments
    referencing new table as assigned
    for each statement execute function experimentation.refuse_late_assignments();

create trigger record_weight after insert on experimentation.variants
    for each row execute function experimentation.record_weight();

create trigger record_new_weight after update of weight on experimentation.variants
    for each row when (old.weight <> new.weight) execute function experimentation.record_weight();

insert into experimentation.variant_weights (variant_id, weight, since)
select id, weight, '-infinity' from experimentation.variants;
`;
