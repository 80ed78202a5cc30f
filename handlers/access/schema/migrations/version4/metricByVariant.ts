/**
 * What all questions share: the experiment that is asked for, and the units of each variant with a metric.
 *
 * - The plan is made for the experiment and the metric of each call: one for an average experiment, among many small
 *   ones, would read a large one in random order and with one process.
 * - Units whose events `roll_up` has not counted yet are left out, so that their 0 does not bias the result.
 * - `avg` and `var_pop` of double precision add up deviations (Youngs and Cramer), which do not cancel as squares do.
 * - PostgreSQL raises an error where a product or quotient is too small for a double precision. Events are bounded by
 *   1e100, so with `zero_if_tiny` neither a very small nor a very large event keeps a question from its result.
 */
export const metricByVariant = `
create function experimentation.asked_experiment(experiment text, confidence double precision default 0.95)
returns bigint language plpgsql stable parallel safe as $$
declare
    found_id constant bigint := (select id from experimentation.experiments where key = experiment);
begin
    if found_id is null then
        raise exception 'no experiment has the key %', quote_nullable(experiment) using errcode = '22023',
            column = 'experiment', hint = 'The keys: select key from experimentation.experiments';
    elsif confidence > 0 and confidence < 1 then
        return found_id;
    end if;
    raise exception 'confidence is %, it must be between 0 and 1', coalesce(confidence::text, 'null')
        using errcode = '22023', column = 'confidence', hint = 'For 95 percent, write 0.95.';
end $$;

comment on function experimentation.asked_experiment(text, double precision) is
'The id of an experiment. Raises 22023, with the argument''s name as column, if no experiment has the key or if the
confidence is not between 0 and 1.';

create function experimentation.zero_if_tiny(x double precision)
returns double precision language sql immutable parallel safe
return case when abs(x) < 1e-100 then 0 else x end;

comment on function experimentation.zero_if_tiny(double precision) is
'x, or 0 if its amount is below 1e-100: a factor or divisor whose results never raise 22003.';

create function experimentation.metric_by_variant(experiment_id bigint, metric text)
returns table (
    variant text, is_control boolean, units bigint, conversions bigint, mean double precision, variance double precision
) language plpgsql stable parallel safe rows 10 set plan_cache_mode = force_custom_plan as $$
begin
    return query
    select v.key, v.is_control, coalesce(u.units, 0), coalesce(t.conversions, 0),
        case when u.units > 0 then coalesce(t.mean * t.units / u.units, 0) end,
        -- That of the units with events, joined with the zeros of the others.
        case when u.units > 1 then experimentation.zero_if_tiny(coalesce(
            t.variance * t.units + t.mean ^ 2 * t.units * (u.units - t.units) / u.units, 0)) / (u.units - 1) end
    from experimentation.variants as v
    left join (
        select f.variant_id, count(*) as units from experimentation.first_exposures as f
        where f.experiment_id = metric_by_variant.experiment_id and f.counted_from is not null group by 1
    ) as u on u.variant_id = v.id
    left join (
        select m.variant_id, count(*) as units, count(*) filter (where m.events > 0) as conversions,
            experimentation.zero_if_tiny(avg(m.total)) as mean, var_pop(m.total) as variance
        from experimentation.unit_metrics as m
        where m.experiment_id = metric_by_variant.experiment_id and m.metric = metric_by_variant.metric group by 1
    ) as t on t.variant_id = v.id
    where v.experiment_id = metric_by_variant.experiment_id;
end $$;

comment on function experimentation.metric_by_variant(bigint, text) is
'For each variant: units exposed, those of them with an event of the metric since their first exposure, and mean and
variance of the metric''s total by unit, where a unit without events is 0. A mean, or a sum of squared deviations,
below 1e-100 is 0. Source of the joint variance: Chan, Golub and
LeVeque 1983, The American Statistician 37: 242, equation 2.1b.';
`;
