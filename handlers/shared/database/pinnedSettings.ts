/**
 * What every session sets when it starts, so that neither a login (`ALTER ROLE … SET`) nor a database (`ALTER DATABASE …
 * SET`) can change the text of a value, the meaning of a statement, a time-out, or what the server's log holds: options
 * of the start win over both, and `DISCARD ALL` comes back to them.
 *
 * Of PostgreSQL's settings that any login may change, those stay away that make a statement only slower or faster, which
 * is for the cluster's parameters to say. A test compares both lists with the server's own.
 */
export const pinnedSettings: Readonly<Record<string, string>> = {
    // The text of values. The locales are PostgreSQL's own, so that no text depends on the server's machine.
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

    // The meaning of statements, and what a login may do.
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
    // A library that is not there would refuse every connection.
    local_preload_libraries: "",
    "plpgsql.check_asserts": "on",
    "plpgsql.extra_errors": "none",
    role: "none",
    row_security: "on",
    standard_conforming_strings: "on",
    stats_fetch_consistency: "cache",
    // With less than this, an answered commit could still be lost.
    synchronous_commit: "on",
    temp_tablespaces: "",
    transform_null_equals: "off",

    // Time-outs. Each transaction sets its own `statement_timeout`.
    // A statement whose client has gone ends after so long, whatever it does with a cancellation.
    client_connection_check_interval: "250ms",
    // Between two statements of a transaction there is no work: such a session has lost its client.
    idle_in_transaction_session_timeout: "5s",
    idle_session_timeout: "0",
    statement_timeout: "0",
    // Aurora's own: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.DeadConnectionHandling.html
    tcp_keepalives_count: "2",
    tcp_keepalives_idle: "300",
    tcp_keepalives_interval: "30",
    tcp_user_timeout: "0",

    // What is sent and logged beside the result: no notices, and no values.
    client_min_messages: "error",
    debug_print_parse: "off",
    debug_print_plan: "off",
    debug_print_rewritten: "off",
    log_parameter_max_length_on_error: "0",
};

/**
 * Settings of the same kind that only newer servers know: in PostgreSQL 15.8, 16.4 and 17, and in 17. An older one would
 * refuse the connection, so a session pins them only where it has found another value.
 */
export const newerSettings: Readonly<Record<string, string>> = {
    restrict_nonsystem_relation_kind: "",
    transaction_timeout: "0",
};

/** The first major version of PostgreSQL of which every release knows all of `newerSettings`. */
export const newerSettingsMajor = 17;

/** Settings as the option of a connection's start that sets them. */
export function startOptions(settings: Readonly<Record<string, string>>): string {
    return Object.entries(settings)
        .map(([name, value]) => `-c ${name}=${value.replace(/[\\ ]/g, "\\$&")}`)
        .join(" ");
}
