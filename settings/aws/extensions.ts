/** What is known about an extension. */
interface KnownExtension {
    /** Whether its library has to be in `shared_preload_libraries`. It has the extension's name. */
    readonly preloaded?: true;
    /** The schema that its documentation recommends, if the platform's schema for extensions is not suitable. */
    readonly schema?: string;
    /** The last major version of PostgreSQL that has it. */
    readonly lastMajor?: number;
}

/**
 * The extensions of Aurora PostgreSQL 15 to 18 that can be configured. A region's minor version may lack one that is
 * listed: `SHOW rds.extensions` lists those of a cluster. Then the rotation function logs it, and the health check
 * shows no version.
 *
 * Sources: the default of `rds.extensions` in the Aurora user guide of June 2023
 * (AuroraPostgreSQL.Reference.ParameterGroups, for version 14); for `hypopg`, `mysql_fdw`, `pg_tle` and `vector`, which
 * came later, the guide's pages on extensions and AWS's announcements, read in November 2026. AWS lists the versions at
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/AuroraPostgreSQL.Extensions.html. The test
 * of the rotation creates those that PostgreSQL 15.18 has itself. Not listed: modules without an extension, extensions
 * that need another parameter (`apg_plan_mgmt`, `pglogical`), and those that allow code of the operating system's user.
 */
export const knownExtensions: ReadonlyMap<string, KnownExtension> = new Map<string, KnownExtension>([
    ["amcheck", {}],
    ["aws_lambda", {}],
    ["aws_ml", {}],
    ["bloom", {}],
    ["btree_gin", {}],
    ["btree_gist", {}],
    ["citext", {}],
    ["cube", {}],
    ["dblink", {}],
    ["dict_int", {}],
    ["dict_xsyn", {}],
    ["earthdistance", {}],
    ["fuzzystrmatch", {}],
    ["hll", {}],
    ["hstore", {}],
    ["hypopg", {}],
    ["intarray", {}],
    ["ip4r", {}],
    ["isn", {}],
    ["log_fdw", {}],
    ["lo", {}],
    ["ltree", {}],
    ["moddatetime", {}],
    ["mysql_fdw", {}],
    ["old_snapshot", { lastMajor: 16 }],
    ["oracle_fdw", {}],
    ["orafce", {}],
    ["pg_bigm", {}],
    ["pg_buffercache", {}],
    ["pg_cron", { preloaded: true }],
    ["pg_freespacemap", {}],
    ["pg_hint_plan", { preloaded: true }],
    ["pg_partman", { schema: "partman" }],
    ["pg_prewarm", {}],
    ["pg_proctab", {}],
    ["pg_repack", {}],
    ["pg_similarity", {}],
    ["pg_tle", { preloaded: true }],
    ["pg_trgm", {}],
    ["pg_visibility", {}],
    ["pgaudit", { preloaded: true }],
    ["pgcrypto", {}],
    ["pgrouting", {}],
    ["pgrowlocks", {}],
    ["pgstattuple", {}],
    ["pgtap", {}],
    ["postgis", {}],
    ["postgis_raster", {}],
    ["postgres_fdw", {}],
    ["prefix", {}],
    ["sslinfo", {}],
    ["tablefunc", {}],
    ["tds_fdw", {}],
    ["tsm_system_rows", {}],
    ["tsm_system_time", {}],
    ["unaccent", {}],
    ["uuid-ossp", {}],
    ["vector", {}],
]);
