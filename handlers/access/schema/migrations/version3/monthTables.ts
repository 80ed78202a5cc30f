/**
 * Functions of `roll_up` for the rows of an inbox and the tables of the months. Only the owner role may call them; they
 * use the settings of `roll_up`: its search path and the time zone UTC.
 *
 * - `inbox_rows` continues where the last batch ended. From the start, each batch would read the dead rows of all
 *   batches before it.
 * - `month_tables` returns the tables for the rows, and creates those that are missing. A hostile clock must not create
 *   a table for each month of its choice, so times beyond five years ago and two months ahead stay together in the
 *   parent of the months.
 */
export const monthTables = `
create function experimentation.inbox_rows(inbox text, batch integer) returns tid[] language plpgsql as $$
declare
    start constant tid := (select taken_to from inboxes where name = inbox);
    found tid[];
    wrapped tid[];
begin
    execute format('select array(select ctid from only %I where ctid > $1 limit $2)', inbox)
        into found using start, batch;
    if cardinality(found) < batch then
        execute format('select array(select ctid from only %I where ctid <= $1 limit $2)', inbox)
            into wrapped using start, batch - cardinality(found);
        found := found || wrapped;
    end if;
    update inboxes set taken_to = coalesce(found[cardinality(found)], '(0,0)') where name = inbox;
    return found;
end $$;

create function experimentation.equip_table(name regclass, clock text) returns void language plpgsql as $$
begin
    execute format('alter table %s replica identity full', name);
    execute format('revoke insert, update, delete on %s from experimentation_writer', name);
    execute format('create index on %s using brin (%I)', name, clock);
    if clock = 'occurred_at' then
        execute format('create index on %s (unit_id, metric, occurred_at)', name);
        execute format('create unique index on %s (event_key) where event_key is not null', name);
    else
        execute format('create index on %s (experiment_id, unit_id, exposed_at)', name);
    end if;
end $$;

create function experimentation.month_tables(inbox text, clock text, rows tid[])
returns table (name text, starts timestamptz, ends timestamptz, inside boolean) language plpgsql as $$
declare
    oldest constant timestamptz := date_trunc('month', now()) - interval '5 years';
    newest constant timestamptz := date_trunc('month', now()) + interval '2 months';
begin
    for starts in execute format(
        'select distinct case when %1$I >= $2 and %1$I < $3 then date_trunc(''month'', %1$I) end
           from only %2$I where ctid = any($1)', clock, inbox) using rows, oldest, newest
    loop
        inside := starts is not null;
        if inside then
            name := inbox || to_char(starts, '"_"YYYY_MM');
            ends := starts + interval '1 month';
            if to_regclass(name) is null then
                execute format(
                    'create table experimentation.%1$I (check (%2$I >= %3$L and %2$I < %4$L)) inherits (%5$I)',
                    name, clock, starts, ends, inbox || '_kept');
                perform equip_table(name, clock);
            end if;
        else
            name := inbox || '_kept';
            starts := oldest;
            ends := newest;
        end if;
        return next;
    end loop;
end $$;

revoke all on function experimentation.inbox_rows(text, integer), experimentation.equip_table(regclass, text),
    experimentation.month_tables(text, text, tid[]) from public;
`;
