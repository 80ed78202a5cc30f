select v.key as variant, v.is_control as control, count(*) as units,
    count(*) filter (where converted) as conversions,
    round(100.0 * count(*) filter (where converted) / count(*), 2) as percent
from experimentation.experiments e
join experimentation.variants v on v.experiment_id = e.id
join experimentation.assignments a on a.experiment_id = e.id and a.variant_id = v.id
cross join lateral (
    select min(x.exposed_at) as first_seen from experimentation.exposures x
    where x.experiment_id = e.id and x.unit_id = a.unit_id
) exposure
cross join lateral (
    select exists (
        select from experimentation.metric_events m
        where m.metric = $2 and m.unit_id = a.unit_id and m.occurred_at >= first_seen
    ) as converted
) metric
where e.key = $1 and first_seen is not null
group by v.id
order by v.is_control desc, v.key
