/** Welch's t test, and the means of a metric by variant. */
export const means = `
create function experimentation.welch(
    mean double precision, variance double precision, units bigint,
    control_mean double precision, control_variance double precision, control_units bigint, confidence double precision,
    out difference double precision, out difference_low double precision, out difference_high double precision,
    out t double precision, out degrees_of_freedom double precision, out p_value double precision
) language plpgsql immutable parallel safe as $$
declare
    own double precision := variance / nullif(units, 0);
    error double precision := sqrt(own + control_variance / nullif(control_units, 0));
    -- From the roots, because their quotient is never too small for a double precision, nor rounded above 1: then there
    -- would be less than one degree of freedom.
    share double precision :=
        experimentation.zero_if_tiny(experimentation.zero_if_tiny(sqrt(own) / nullif(error, 0)) ^ 2);
    width double precision;
begin
    difference := mean - control_mean;
    -- False for null, 0, NaN and infinity: then nothing can be tested.
    if error > 0 and error < 'Infinity' then
        t := difference / error;
        degrees_of_freedom := 1 / (share ^ 2 / (units - 1) + (1 - share) ^ 2 / (control_units - 1));
        p_value := 2 * experimentation.student_cdf(-abs(t), degrees_of_freedom);
        width := -experimentation.student_quantile((1 - confidence) / 2, degrees_of_freedom) * error;
        difference_low := difference - width;
        difference_high := difference + width;
    end if;
end $$;

comment on function experimentation.welch is
'Welch''s t test of a variant against the control, with the degrees of freedom of Welch and Satterthwaite. Null, except
for the difference, if the variances are 0 or not finite, or if a variant has fewer than two units. Source: Welch 1947,
doi:10.1093/biomet/34.1-2.28.';

create function experimentation.means(experiment text, metric text, confidence double precision default 0.95)
returns table (
    variant text, is_control boolean, units bigint, mean double precision, variance double precision,
    difference double precision, difference_low double precision, difference_high double precision,
    lift double precision, degrees_of_freedom double precision, p_value double precision
) language sql stable parallel safe rows 10
begin atomic
    with asked as materialized (select experimentation.asked_experiment(experiment, confidence) as id),
    totals as materialized (
        select m.* from asked cross join lateral experimentation.metric_by_variant(asked.id, means.metric) as m
    )
    select v.variant, v.is_control, v.units, v.mean, v.variance, w.difference, w.difference_low, w.difference_high,
        w.difference / nullif(abs(c.mean), 0), w.degrees_of_freedom, w.p_value
    from totals as v
    left join totals as c on c.is_control and not v.is_control
    cross join lateral
        experimentation.welch(v.mean, v.variance, v.units, c.mean, c.variance, c.units, means.confidence) as w
    order by v.is_control desc, v.variant;
end;

comment on function experimentation.means(text, text, double precision) is
'Mean and variance by variant of a metric''s total by unit since the first exposure (a unit without events counts as 0),
and the difference to the control with the interval and the two-sided p-value of Welch''s t test: see welch.';
`;
