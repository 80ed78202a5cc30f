import type { Migration } from "./migration";

export const version2: Migration = {
    version: 2,
    name: "assignments, exposures and metric events",
    sql: `
create table experimentation.assignments (
    experiment_id bigint not null,
    unit_id text not null check (unit_id <> ''),
    variant_id bigint not null,
    assigned_at timestamptz not null default now(),
    primary key (experiment_id, unit_id),
    foreign key (experiment_id, variant_id) references experimentation.variants (experiment_id, id)
);

create index assignments_variant on experimentation.assignments (experiment_id, variant_id);

create table experimentation.exposures (
    id bigint generated always as identity primary key,
    experiment_id bigint not null,
    unit_id text not null,
    exposed_at timestamptz not null default now(),
    foreign key (experiment_id, unit_id) references experimentation.assignments (experiment_id, unit_id)
);

create index exposures_unit on experimentation.exposures (experiment_id, unit_id, exposed_at);
create index exposures_time on experimentation.exposures using brin (exposed_at);

create table experimentation.metric_events (
    id bigint generated always as identity primary key,
    unit_id text not null check (unit_id <> ''),
    metric text not null check (metric <> ''),
    value double precision not null default 1,
    occurred_at timestamptz not null default now()
);

create index metric_events_unit on experimentation.metric_events (metric, unit_id, occurred_at);
create index metric_events_time on experimentation.metric_events using brin (occurred_at);
`,
};
