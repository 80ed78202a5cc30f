import { schemaName } from "../../shared/database/schema";

/** The table of the applied migrations. */
export const migrationsTable = `${schemaName}.schema_migrations`;

/** A migration. After its release, its text never changes. */
export interface Migration {
    /** 1, 2, 3 and so on, without a gap. */
    readonly version: number;
    readonly name: string;
    readonly sql: string;
}

/** The migrations of the schema, oldest first. */
export const migrations: readonly Migration[] = [
    {
        version: 1,
        name: "experiments and variants",
        sql: `
create table experimentation.experiments (
    id bigint generated always as identity primary key,
    key text not null unique check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    name text not null,
    status text not null default 'draft' check (status in ('draft', 'running', 'stopped')),
    started_at timestamptz,
    stopped_at timestamptz,
    created_at timestamptz not null default now(),
    check (stopped_at is null or stopped_at >= started_at)
);

create table experimentation.variants (
    id bigint generated always as identity primary key,
    experiment_id bigint not null references experimentation.experiments (id),
    key text not null check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    weight integer not null check (weight between 0 and 10000),
    is_control boolean not null default false,
    unique (experiment_id, key),
    unique (experiment_id, id)
);

create unique index variants_one_control on experimentation.variants (experiment_id) where is_control;
`,
    },
    {
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
    },
];
