import table from "./table.json";

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
 * The cluster parameters that the program sets, and those that can be configured.
 *
 * - Types, units, ranges, values, restarts and defaults: `pg_settings` of PostgreSQL 15.18, 16.14, 17.10 and 18.4, with
 *   which a test compares them. A range is what every version accepts.
 * - Names and Aurora's own defaults: the Aurora user guide of June 2023 (AuroraPostgreSQL.Reference.ParameterGroups,
 *   for version 14), without those that cannot be modified or that belong to features which this project does not have.
 *   `rds.force_ssl`: AuroraPostgreSQL.Security.SSL in the guide.
 * - Parameters that PostgreSQL has added since (`since`): assumed. RDS refuses the update of a group with a name or a
 *   value that it does not have, before it changes anything.
 * - Parameters of `pg_cron`, `pgaudit` and `pg_hint_plan`: the projects' own documents.
 *
 * `aws rds describe-engine-default-cluster-parameters --db-parameter-group-family aurora-postgresql17` prints what RDS
 * has.
 */
export const parameterFacts: ReadonlyMap<string, ParameterFacts> = new Map<string, ParameterFacts>(
    Object.entries(table),
);

/** Whether a change of the parameter waits for a restart in a major version. */
export function isStatic(name: string, majorVersion: number): boolean {
    const facts = parameterFacts.get(name);
    return facts?.static === true || majorVersion <= (facts?.staticUntil ?? 0);
}

/**
 * Whether a value is the engine's own in a major version. RDS does not treat such a value as modified: it always
 * reports the parameter with `pending-reboot`, so `immediate` would be a difference in every plan
 * (terraform-provider-aws issue 24737).
 */
export function isEngineDefault(name: string, value: string, majorVersion: number): boolean {
    const { default: known, type } = parameterFacts.get(name) ?? {};
    const own = typeof known === "object" ? known[majorVersion] : known;
    const isNumber = type === "integer" || type === "real";
    return own !== undefined && (isNumber ? Number(own) === Number(value) : own === value);
}
