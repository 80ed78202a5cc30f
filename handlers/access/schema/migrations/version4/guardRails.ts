/**
 * The metrics that an experiment must not harm. The margin is relative, and the control's mean is known only from its
 * sample, so the test compares with a multiple of that mean, which has its variance.
 */
export const guardRails = `
create table experimentation.guard_rails (
    experiment_id bigint not null references experimentation.experiments (id),
    metric text not null check (metric <> ''),
    worse_when text not null check (worse_when in ('higher', 'lower')),
    margin double precision not null check (margin between 0 and 1e6),
    primary key (experiment_id, metric)
);

comment on table experimentation.guard_rails is
'Metrics that an experiment must not harm: the direction that is worse, and the harm that is accepted, as a share of the
control''s mean (0.02 is 2 %).';

create function experimentation.guard_rails(experiment text, confidence double precision default 0.95)
returns table (
    metric text, variant text, worse_when text, margin double precision, control_mean double precision,
    mean double precision, change double precision, p_non_inferior double precision, p_worse double precision,
    verdict text
) language sql stable parallel safe rows 10
begin atomic
    with asked as materialized (select experimentation.asked_experiment(experiment, confidence) as id),
    totals as materialized (
        select g.metric, g.worse_when, g.margin, case g.worse_when when 'higher' then 1 else -1 end as sign, t.variant,
            t.is_control, t.units, t.mean, t.variance
        from asked
        join experimentation.guard_rails as g on g.experiment_id = asked.id
        cross join lateral experimentation.metric_by_variant(asked.id, g.metric) as t
    )
    select v.metric, v.variant, v.worse_when, v.margin, c.mean, v.mean, compared.difference / nullif(abs(c.mean), 0),
        p.non_inferior, p.worse, case when p.non_inferior < (1 - guard_rails.confidence) / 2 then 'non-inferior'
            when p.worse < (1 - guard_rails.confidence) / 2 then 'worse' else 'inconclusive' end
    from totals as v
    left join totals as c on c.is_control and c.metric = v.metric
    cross join lateral (select 1 + v.sign * v.margin * sign(c.mean) as factor) as f
    cross join lateral experimentation.welch(
        v.mean, v.variance, v.units, factor * c.mean, factor ^ 2 * c.variance, c.units, guard_rails.confidence
    ) as limited
    cross join lateral experimentation.welch(
        v.mean, v.variance, v.units, c.mean, c.variance, c.units, guard_rails.confidence
    ) as compared
    cross join lateral (
        select experimentation.student_cdf(v.sign * limited.t, limited.degrees_of_freedom) as non_inferior,
            experimentation.student_cdf(-v.sign * compared.t, compared.degrees_of_freedom) as worse
    ) as p
    where not v.is_control
    order by v.metric, v.variant;
end;

comment on function experimentation.guard_rails(text, double precision) is
'For each row of the table guard_rails and each variant: the p-values of Welch''s one-sided tests that it is not worse
than the control by the margin, and that it is worse than the control. The verdict is non-inferior if the first, worse
if the second is below (1 - confidence) / 2, otherwise inconclusive. Source:
https://confidence.spotify.com/docs/experiments/stats/stat-tests; the one-sided level is that of ICH E9, section 5.5.';
`;
