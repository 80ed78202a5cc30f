/** A question to the database, as an experimenter asks it. */
export interface Question {
    readonly name: string;
    readonly sql: string;
}

/** The question with a target. */
export const conversions: Question = {
    name: "conversions by variant",
    sql: "select * from experimentation.conversions('big', 'purchase')",
};

/** The question that reads raw events, and sorts and hashes the most. */
export const heaviest: Question = {
    name: "CUPED",
    sql: "select * from experimentation.cuped('big', 'purchase')",
};

/** All questions of the schema. */
export const questions: readonly Question[] = [
    conversions,
    { name: "means by variant", sql: "select * from experimentation.means('big', 'purchase')" },
    { name: "sample ratio", sql: "select * from experimentation.sample_ratio('big')" },
    { name: "exposures over time", sql: "select * from experimentation.exposures_over_time('big')" },
    { name: "guard-rails", sql: "select * from experimentation.guard_rails('big')" },
    heaviest,
];

/** What the questions need besides the generated data. */
export const guardRails = `
insert into experimentation.guard_rails (experiment_id, metric, worse_when, margin)
select id, metric, 'lower', 0.02 from experimentation.experiments, (values ('view'), ('click')) guarded (metric)
where key = 'big'`;

/** Version 2's conversions by variant, which evaluated every exposure and event: the baseline. */
export const version2Question: Question = {
    name: "conversions in version 2",
    sql: `
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
        where m.metric = 'purchase' and m.unit_id = a.unit_id and m.occurred_at >= first_seen
    ) as converted
) metric
where e.key = 'big' and first_seen is not null
group by v.id
order by v.is_control desc, v.key`,
};
