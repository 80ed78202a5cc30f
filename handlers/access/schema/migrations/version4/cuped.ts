/**
 * The means with less variance. The sums of each variant come from one scan; the slope over all units follows from
 * them.
 */
export const cuped = `
create function experimentation.pre_period_sums(experiment_id bigint, metric text, pre_period interval)
returns table (
    variant_id bigint, units bigint, pre_period_units bigint, y double precision, x double precision,
    syy double precision, sxx double precision, sxy double precision
) language plpgsql stable parallel safe rows 10 set plan_cache_mode = force_custom_plan as $$
begin
    return query
    with before as (
        select f.unit_id, sum(e.value) as total
        from experimentation.first_exposures as f
        join experimentation.metric_events as e on e.unit_id = f.unit_id
            and e.occurred_at < f.first_exposed_at
            -- A wrong clock must not take the pre-period out of the calendar.
            and e.occurred_at >= greatest(f.first_exposed_at, '2000-01-01 00:00:00+00') - pre_period
        where f.experiment_id = pre_period_sums.experiment_id and f.counted_from is not null
            and e.metric = pre_period_sums.metric
            -- As in events_during: version 2's values were unbounded.
            and e.value between -1e100 and 1e100
        group by 1
    ),
    totals as (
        select f.variant_id, coalesce(m.total, 0) as y, coalesce(b.total, 0) as x, b.total is not null as had_events
        from experimentation.first_exposures as f
        left join experimentation.unit_metrics as m on m.experiment_id = pre_period_sums.experiment_id
            and m.unit_id = f.unit_id and m.metric = pre_period_sums.metric
        left join before as b on b.unit_id = f.unit_id
        where f.experiment_id = pre_period_sums.experiment_id and f.counted_from is not null
    )
    select t.variant_id, count(*), count(*) filter (where t.had_events),
        experimentation.zero_if_tiny(avg(t.y)), experimentation.zero_if_tiny(avg(t.x)),
        regr_syy(t.y, t.x), regr_sxx(t.y, t.x), regr_sxy(t.y, t.x)
    from totals as t group by 1;
end $$;

comment on function experimentation.pre_period_sums(bigint, text, interval) is
'For each variant with exposed units: how many they are, how many of them had events of the metric in the pre-period,
means and sums of squared deviations of their totals since the first exposure (y) and in the pre-period (x).';

create function experimentation.cuped(
    experiment text, metric text, pre_period interval default '14 days', confidence double precision default 0.95
)
returns table (
    variant text, is_control boolean, units bigint, pre_period_units bigint, theta double precision,
    mean double precision, adjusted_mean double precision, adjusted_variance double precision,
    variance_reduction double precision, difference double precision, difference_low double precision,
    difference_high double precision, degrees_of_freedom double precision, p_value double precision, note text
) language sql stable parallel safe rows 10
begin atomic
    with asked as materialized (select experimentation.asked_experiment(experiment, confidence) as id),
    centred as (
        select s.*, experimentation.zero_if_tiny(x - sum(x * units) over () / sum(units) over ()) as off_x,
            experimentation.zero_if_tiny(y - sum(y * units) over () / sum(units) over ()) as off_y
        from asked
        cross join lateral experimentation.pre_period_sums(asked.id, cuped.metric, pre_period) as s
    ),
    pooled as (
        select c.*, experimentation.zero_if_tiny(
            experimentation.zero_if_tiny(sum(sxy + units * off_x * off_y) over ())
            / nullif(experimentation.zero_if_tiny(sum(sxx + units * off_x ^ 2) over ()), 0)) as theta
        from centred as c
    ),
    adjusted as materialized (
        select v.key, v.is_control, coalesce(p.units, 0) as units, coalesce(p.pre_period_units, 0) as pre_period_units,
            p.theta, p.y, p.y - p.theta * p.off_x as mean,
            case when p.theta is not null and p.units > 1 then
                greatest(experimentation.zero_if_tiny(p.syy - p.theta * experimentation.zero_if_tiny(
                    2 * p.sxy - p.theta * experimentation.zero_if_tiny(p.sxx))), 0) / (p.units - 1)
            end as variance, experimentation.zero_if_tiny(p.syy) as syy
        from experimentation.variants as v
        left join pooled as p on p.variant_id = v.id
        where v.experiment_id = (select id from asked)
    )
    select v.key, v.is_control, v.units, v.pre_period_units, v.theta, v.y, v.mean, v.variance,
        1 - v.variance * (v.units - 1) / nullif(v.syy, 0), w.difference, w.difference_low, w.difference_high,
        w.degrees_of_freedom, w.p_value,
        case when v.theta is null then 'no variation before the first exposures: use means()' end
    from adjusted as v
    left join adjusted as c on c.is_control and not v.is_control
    cross join lateral
        experimentation.welch(v.mean, v.variance, v.units, c.mean, c.variance, c.units, cuped.confidence) as w
    order by v.is_control desc, v.key;
end;

comment on function experimentation.cuped(text, text, interval, double precision) is
'means, adjusted by the metric''s total of each unit in the pre-period before its first exposure: the same expected
difference with less variance. Theta is the slope over the units of all variants. Reads the events themselves. Without
events in the pre-period, the adjusted columns are null and the note says so. Source: Deng et al. 2013, equation 4,
doi:10.1145/2433396.2433413.';
`;
