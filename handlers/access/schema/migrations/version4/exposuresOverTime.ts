/**
 * When units were exposed first.
 */
export const exposuresOverTime = `
create function experimentation.exposures_over_time(experiment text, step interval default '1 day')
returns table (starts_at timestamptz, variant text, new_units bigint, total_units bigint)
language sql stable parallel safe
begin atomic
    with asked as materialized (select experimentation.asked_experiment(experiment) as id),
    counted as materialized (
        select date_bin(step, f.first_exposed_at, '2000-01-03 00:00:00+00') as starts_at, f.variant_id,
            count(*) as units
        from experimentation.first_exposures as f where f.experiment_id = (select id from asked) group by 1, 2
    )
    select s.starts_at, v.key, coalesce(c.units, 0),
        (sum(coalesce(c.units, 0)) over (partition by v.id order by s.starts_at))::bigint
    from (select distinct starts_at from counted) as s
    cross join experimentation.variants as v
    left join counted as c on c.starts_at = s.starts_at and c.variant_id = v.id
    where v.experiment_id = (select id from asked)
    order by s.starts_at, v.is_control desc, v.key;
end;

comment on function experimentation.exposures_over_time(text, interval) is
'Units by the time of their first exposure, for each variant: new in the step that starts at this time, and in total.
Days start at 00:00 UTC, weeks on Monday. Steps without exposures have no row. The step holds no months (0A000).';
`;
