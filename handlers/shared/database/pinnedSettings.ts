/**
 * Settings that every session sets at its start. They override `ALTER ROLE … SET` and `ALTER DATABASE … SET`, which
 * otherwise could change the text of a value, the meaning of a statement, a time-out or the content of the server's
 * log. `DISCARD ALL` resets to them.
 *
 * Settings that only make a statement slower or faster are left to the cluster's parameters. A test compares both lists
 * with the server's settings that any login may change.
 */
export const pinnedSettings: Readonly<Record<string, string>> = {
    // The text of values. The locale C is PostgreSQL's own, so that no text depends on the server's machine.
    bytea_output: "hex",
    datestyle: "ISO,MDY",
    extra_float_digits: "1",
    intervalstyle: "postgres",
    lc_monetary: "C",
    lc_numeric: "C",
    lc_time: "C",
    quote_all_identifiers: "off",
    timezone: "UTC",
    timezone_abbreviations: "Default",
    xmlbinary: "base64",
    xmloption: "content",

    // The meaning of statements.
    array_nulls: "on",
    backslash_quote: "safe_encoding",
    check_function_bodies: "on",
    default_table_access_method: "heap",
    default_tablespace: "",
    default_text_search_config: "pg_catalog.simple",
    default_transaction_deferrable: "off",
    default_transaction_isolation: "read committed",
    default_transaction_read_only: "off",
    exit_on_error: "off",
    gin_fuzzy_search_limit: "0",
    // A missing library would make every connection fail.
    local_preload_libraries: "",
    "plpgsql.check_asserts": "on",
    "plpgsql.extra_errors": "none",
    role: "none",
    row_security: "on",
    standard_conforming_strings: "on",
    stats_fetch_consistency: "cache",
    // With less than this, a confirmed commit could still be lost.
    synchronous_commit: "on",
    temp_tablespaces: "",
    transform_null_equals: "off",

    // Time-outs. Each transaction sets its own `statement_timeout`.
    // A statement whose client is gone ends after this time, even if it catches cancellations.
    client_connection_check_interval: "250ms",
    // The functions send statements without a pause, so an idle transaction has lost its client.
    idle_in_transaction_session_timeout: "5s",
    idle_session_timeout: "0",
    statement_timeout: "0",
    // Aurora's own:
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.DeadConnectionHandling.html
    tcp_keepalives_count: "2",
    tcp_keepalives_idle: "300",
    tcp_keepalives_interval: "30",
    tcp_user_timeout: "0",

    // No notices to the client, and no values in the log.
    client_min_messages: "error",
    debug_print_parse: "off",
    debug_print_plan: "off",
    debug_print_rewritten: "off",
    log_parameter_max_length_on_error: "0",
};

/**
 * The values that differ if the database pauses. The server ends an idle connection of a process that Lambda has frozen
 * or killed, because it would keep the database awake.
 */
export const pausingSettings: Readonly<Record<string, string>> = { idle_session_timeout: "60s" };

/**
 * The same for settings that only newer servers have: the first since PostgreSQL 15.8 and 16.4, the second since 17. An
 * older server would refuse the connection, so a session sets them only if it has found another value.
 */
export const newerSettings: Readonly<Record<string, string>> = {
    restrict_nonsystem_relation_kind: "",
    transaction_timeout: "0",
};

/** The first major version of PostgreSQL whose releases all have all of {@link newerSettings}. */
export const newerSettingsMajor = 17;

/** Formats settings as the start-up option of a connection. */
export function startOptions(settings: Readonly<Record<string, string>>): string {
    return Object.entries(settings)
        .map(([name, value]) => `-c ${name}=${value.replace(/[\\ ]/g, "\\$&")}`)
        .join(" ");
}
