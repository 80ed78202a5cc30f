/**
 * Aurora PostgreSQL's defaults of this project's dynamic parameters, by major version where they differ. From the
 * output of `describe-db-cluster-parameters`, or from the source beside the value.
 *
 * RDS does not treat such a value as modified: it always reports the parameter with `pending-reboot`, so `immediate`
 * would be a difference in every plan (terraform-provider-aws issue 24737).
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

/** Whether a value is the default of the parameter in the family of a major version. */
export function isEngineDefault(name: string, value: string, majorVersion: number): boolean {
    const known = engineDefaults[name];
    return value === (typeof known === "object" ? known[majorVersion] : known);
}
