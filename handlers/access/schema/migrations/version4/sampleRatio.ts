/**
 * Whether the variants have the units that their weights promise. If the weights have not changed since the first
 * assignment, no unit's assignment is read.
 */
export const sampleRatio = `
create function experimentation.sample_ratio(experiment text)
returns table (
    variant text, weight integer, units bigint, expected_units double precision,
    chi_square double precision, degrees_of_freedom integer, p_value double precision
) language sql stable parallel safe rows 10
begin atomic
    with asked as materialized (select experimentation.asked_experiment(experiment) as id),
    variants as materialized (
        select v.* from experimentation.variants as v where v.experiment_id = (select id from asked)
    ),
    changes as materialized (
        select array_agg(distinct w.since order by w.since) as times
        from experimentation.variant_weights as w where w.variant_id in (select id from variants)
    ),
    -- With one period, the assignments need no look-up.
    periods as materialized (
        select case when exists (
            select from experimentation.assignments as a
            where a.experiment_id = (select id from asked) and a.assigned_at < times[cardinality(times)]
        ) then times else times[cardinality(times):] end as starts
        from changes
    ),
    shares as (
        select p.period, v.id as variant_id,
            coalesce(w.weight, 0) / nullif(sum(w.weight) over (partition by p.period), 0)::double precision as share
        from periods
        cross join lateral unnest(starts) with ordinality as p (since, period)
        cross join variants as v
        left join lateral (
            select h.weight from experimentation.variant_weights as h
            where h.variant_id = v.id and h.since <= p.since order by h.since desc limit 1
        ) as w on true
    ),
    observed as materialized (
        select f.variant_id, count(*) as units from experimentation.first_exposures as f
        where f.experiment_id = (select id from asked) group by 1
    ),
    assigned as (
        select 1 as period, sum(o.units) as units from observed as o where (select cardinality(starts) from periods) = 1
        union all
        select greatest(width_bucket(a.assigned_at, (select starts from periods)), 1), count(*)
        from experimentation.first_exposures as f
        join experimentation.assignments as a using (experiment_id, unit_id)
        where f.experiment_id = (select id from asked) and (select cardinality(starts) from periods) > 1
        group by 1
    ),
    compared as (
        select v.key, v.weight, v.is_control, coalesce(o.units, 0) as units,
            -- Null if units were assigned while all weights were 0: nobody can be expected then.
            case when count(s.share) = count(*) then coalesce(sum(a.units * s.share), 0) end as expected
        from variants as v
        left join observed as o on o.variant_id = v.id
        left join assigned as a on a.units > 0
        left join shares as s on s.variant_id = v.id and s.period = a.period
        group by v.id, v.key, v.weight, v.is_control, o.units
    ),
    tested as (
        select c.*, sum(case when c.expected > 0 then (c.units - c.expected) ^ 2 / c.expected
                when c.expected = 0 and c.units > 0 then 'Infinity' end) over () as statistic,
            nullif(greatest(count(*) filter (where c.expected > 0) over () - 1, 0), 0)::integer as freedom
        from compared as c
    )
    select t.key, t.weight, t.units, t.expected, t.statistic, t.freedom,
        case when t.statistic = 'Infinity' then 0 else experimentation.chi_square_tail(t.statistic, t.freedom) end
    from tested as t
    order by t.is_control desc, t.key;
end;

comment on function experimentation.sample_ratio(text) is
'Units exposed by variant against the weights: Pearson''s chi-square test. A p-value below 0.001 is a sample ratio
mismatch: do not trust the experiment. Each unit is expected by the weights in force when it was assigned; after a
change of the weights, the p-value is an upper bound. Sources: Fabijan et al. 2019, doi:10.1145/3292500.3330722; the
threshold is that of https://docs.growthbook.io/statistics/srm.';
`;
