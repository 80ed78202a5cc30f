/** Parameters that cannot be configured because a rule of the program depends on them: the reason and the fix. */
export const ruledParameters: ReadonlyMap<string, string> = new Map([
    ...all("is set by the program's rules for TLS; remove it", [
        "rds.force_ssl",
        "ssl_ciphers",
        "ssl_max_protocol_version",
        "ssl_min_protocol_version",
    ]),
    ...all("would write users' values to the log; remove it", [
        "auto_explain.log_parameter_max_length",
        // A plan contains bind values, as the numbers of their bytes. The trees contain literals in the same form.
        "debug_print_parse",
        "debug_print_plan",
        "debug_print_rewritten",
        "log_parameter_max_length",
        "log_parameter_max_length_on_error",
        "log_statement",
        "pgaudit.log_parameter",
    ]),
    // docs/architecture.md, "Own cluster parameters", has the rule for literals.
    ...all("would write statements with their literals to the log, also fast ones; use slowStatementMs instead", [
        "log_duration",
        "log_executor_stats",
        "log_min_duration_sample",
        "log_parser_stats",
        "log_planner_stats",
        "log_statement_sample_rate",
        "log_statement_stats",
        "log_transaction_sample_rate",
    ]),
    [
        "pg_hint_plan.debug_print",
        "would write statements with their literals to the log; remove it, and set it in your own session",
    ],
    ...all("is on in every stack; remove it", ["log_connections", "log_disconnections", "log_lock_waits"]),
    ...all("changes the log that alarms and metrics read; remove it", [
        "lc_messages",
        "log_destination",
        "log_error_verbosity",
        "log_line_prefix",
        "log_min_error_statement",
        "log_min_messages",
    ]),
    ...all(
        "follows from the instance class, on which alarms and connection limits rely; choose another instanceClass",
        [
            "max_connections",
            "rds.rds_superuser_reserved_connections",
            "shared_buffers",
            "superuser_reserved_connections",
        ],
    ),
    ["rds.restrict_password_commands", "keeps logins from changing the passwords in the secrets; remove it"],
    ["log_min_duration_statement", "has a key of its own; use slowStatementMs"],
    ["pg_stat_statements.track", "is set in every stack; remove it"],
    ["port", "has a key of its own; use port"],
    ["shared_preload_libraries", "follows from the extensions; use extensions"],
    ["cron.database_name", "is the platform's database; add pg_cron to extensions and remove it"],
    ["rds.enable_plan_management", "loads an extension that this project does not know; remove it"],
    ...all("must stay on, or PostgreSQL stops writing when its transaction ids run out; remove it", [
        "autovacuum",
        // Autovacuum finds the tables with dead rows in these statistics.
        "track_counts",
    ]),
    [
        "track_activities",
        "must stay on, or nobody sees which session blocks others, for how long and with which statement; remove it",
    ],
    ["row_security", "must stay on, or a query of a table with row security fails; remove it"],
    ...all("would choose where tables and files are stored, and Aurora has one volume; remove it", [
        "default_tablespace",
        "temp_tablespaces",
    ]),
    ["default_transaction_read_only", "would refuse every write, also those of the rotation; remove it"],
    ["session_replication_role", "would skip foreign keys and triggers; remove it"],
    ["search_path", "is set for each login; remove it"],
    ["escape_string_warning", "would change how statements are read; remove it"],
    ["standard_conforming_strings", "would change how statements are read; remove it"],
]);

function all(problem: string, names: readonly string[]): (readonly [string, string])[] {
    return names.map((name) => [name, problem]);
}
