import table from "./clusterParameterTable.json";

/** What is known about a cluster parameter of Aurora PostgreSQL. */
export interface ParameterFacts {
    /** PostgreSQL's type: `bool`, `integer`, `real`, `enum` or `string`. */
    readonly type: string;
    /** The unit of an integer, which a value must not name. */
    readonly unit?: string;
    readonly min?: number;
    readonly max?: number;
    /** The accepted values of an `enum`. */
    readonly values?: readonly string[];
    /** Whether only a restart applies a change. */
    readonly static?: boolean;
    /** The last major version in which only a restart applies a change. */
    readonly staticUntil?: number;
    /** The first and the last major version that have the parameter. Default: 15 and 18. */
    readonly since?: number;
    readonly until?: number;
    /** The engine's own value, by major version where it differs. Undefined if it is a formula or not known. */
    readonly default?: string | Readonly<Record<string, string>>;
}

/**
 * The cluster parameters that can be configured.
 *
 * - Types, units, ranges, values, restarts and defaults: `pg_settings` of PostgreSQL 15.18, 16.14, 17.10 and 18.4, with
 *   which a test compares them. A range is what every version accepts.
 * - Names and Aurora's own defaults: the Aurora user guide of June 2023 (AuroraPostgreSQL.Reference.ParameterGroups, for
 *   version 14), without those that cannot be modified or that belong to features which this project does not have.
 * - Parameters that PostgreSQL has added since (`since`): assumed. RDS refuses the update of a group with a name or a
 *   value that it does not have, before it changes anything.
 * - Parameters of `pg_cron`, `pgaudit` and `pg_hint_plan`: the projects' own documents.
 *
 * `aws rds describe-engine-default-cluster-parameters --db-parameter-group-family aurora-postgresql17` prints what RDS
 * has.
 */
export const knownParameters: ReadonlyMap<string, ParameterFacts> = new Map<string, ParameterFacts>(
    Object.entries(table),
);
