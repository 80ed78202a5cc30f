/** How many units of each variant convert. */
export const conversions = `
create function experimentation.conversions(experiment text, metric text, confidence double precision default 0.95)
returns table (
    variant text, is_control boolean, units bigint, conversions bigint,
    rate double precision, rate_low double precision, rate_high double precision,
    difference double precision, difference_low double precision, difference_high double precision,
    lift double precision, p_value double precision
) language sql stable parallel safe rows 10
begin atomic
    with asked as materialized (
        select experimentation.asked_experiment(experiment, confidence) as id,
            experimentation.student_quantile((1 - confidence) / 2) ^ 2 as z_squared
    ),
    rated as materialized (
        select m.variant, m.is_control, m.units, m.conversions, r.rate,
            -- The bounds are the roots of an equation: from their product, the lower one has no cancellation.
            case r.rate when 0 then 0 else r.rate ^ 2 / (1 + r.w) / h.rate_high end as rate_low, h.rate_high
        from asked
        cross join lateral experimentation.metric_by_variant(asked.id, conversions.metric) as m
        cross join lateral (
            select m.conversions / nullif(m.units, 0)::double precision as rate, z_squared / nullif(m.units, 0) as w
        ) as r
        cross join lateral (
            select case when m.units > 0 then
                least(1, (r.rate + r.w / 2 + sqrt(r.w * (r.rate * (1 - r.rate) + r.w / 4))) / (1 + r.w))
            end as rate_high
        ) as h
    )
    select v.variant, v.is_control, v.units, v.conversions, v.rate, v.rate_low, v.rate_high, d.difference,
        d.difference - sqrt((v.rate - v.rate_low) ^ 2 + (c.rate_high - c.rate) ^ 2),
        d.difference + sqrt((v.rate_high - v.rate) ^ 2 + (c.rate - c.rate_low) ^ 2),
        d.difference / nullif(c.rate, 0),
        case when d.difference = 0 then 1
            else 2 * experimentation.student_cdf(-abs(d.difference) / sqrt(d.pooled * (1 - d.pooled) * d.per_unit)) end
    from rated as v
    left join rated as c on c.is_control and not v.is_control
    cross join lateral (
        select v.rate - c.rate as difference,
            (v.conversions + c.conversions) / nullif(v.units + c.units, 0)::double precision as pooled,
            1 / nullif(v.units, 0)::double precision + 1 / nullif(c.units, 0)::double precision as per_unit
    ) as d
    order by v.is_control desc, v.variant;
end;

comment on function experimentation.conversions(text, text, double precision) is
'By variant: units exposed; those with an event of the metric since their first exposure; their rate with Wilson''s
score interval; the difference to the control''s rate with Newcombe''s hybrid score interval; the lift, which is this
difference as a share of the control''s rate; the two-sided p-value of the pooled z test. Sources: Newcombe 1998,
Statistics in Medicine 17: 857, method 3, and 17: 873, method 10.';
`;
