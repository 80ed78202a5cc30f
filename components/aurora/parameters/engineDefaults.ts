/**
 * The values that a family of Aurora PostgreSQL gives by itself to dynamic parameters of this project, by major where
 * they differ. Seen in answers of `describe-db-cluster-parameters`; beside each the source of what they do not show.
 *
 * RDS does not take such a value as set by anybody: it reports the parameter with `pending-reboot`, whatever was asked,
 * and `immediate` would be a difference at every plan (terraform-provider-aws issue 24737).
 */
const engineDefaults: Readonly<Record<string, string | Readonly<Record<number, string>>>> = {
    autovacuum_analyze_scale_factor: "0.05",
    // https://www.postgresql.org/docs/15/release-15.html: 2.0 from 15 on
    hash_mem_multiplier: "2",
    // https://www.postgresql.org/docs/15/runtime-config-logging.html
    log_parameter_max_length_on_error: "0",
    // https://www.postgresql.org/docs/15/pgstatstatements.html
    "pg_stat_statements.track": "top",
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html#AuroraPostgreSQL.Security.SSL
    "rds.force_ssl": { 15: "0", 16: "0", 17: "1", 18: "1" },
    ssl_min_protocol_version: "TLSv1.2",
    track_io_timing: "1",
    // https://www.postgresql.org/docs/15/runtime-config-resource.html: 4 MB, in kB
    work_mem: "4096",
};

/** Whether a parameter's value is the one that the family of a major has without a parameter group. */
export function isEngineDefault(name: string, value: string, majorVersion: number): boolean {
    const known = engineDefaults[name];
    return value === (typeof known === "object" ? known[majorVersion] : known);
}
