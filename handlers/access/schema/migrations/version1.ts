import type { Migration } from "./migration";

export const version1: Migration = {
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
};
