/** What a parameter's value must be beyond what the server accepts. */
export interface ParameterLimit {
    readonly accepts: (value: string) => boolean;
    /** Continues "must be". */
    readonly expected: string;
    /** Continues "because". */
    readonly reason: string;
}

/** Limits within what the server accepts. A value outside of them would stop the platform or its applications. */
export const parameterLimits: ReadonlyMap<string, ParameterLimit> = new Map([
    [
        "authentication_timeout",
        atLeast(10, "a login includes the TLS handshake and SCRAM, which take seconds on a busy instance"),
    ],
    // Logins have limits of their own, the functions' sessions none. Tests with 1 ms: the master's statements fail.
    ["statement_timeout", zeroOrAtLeast(10_000, "it cancels every statement of the master, also repairs")],
    // Tests with 1 ms: a connection is closed before its first statement.
    ["idle_session_timeout", zeroOrAtLeast(60_000, "it closes connections that an application's pool keeps")],
    // The migration login's statement_timeout. The login has no transaction_timeout of its own.
    ["transaction_timeout", zeroOrAtLeast(900_000, "a migration's statement may take 15 minutes")],
    // PostgreSQL stops writing 3 million ids before 2^31.
    ...["autovacuum_freeze_max_age", "autovacuum_multixact_freeze_max_age"].map((name): [string, ParameterLimit] => [
        name,
        atMost(500_000_000, "PostgreSQL stops writing at about 2.1 billion, and a vacuum needs time before that"),
    ]),
    // PostgreSQL's own defaults.
    ...["vacuum_failsafe_age", "vacuum_multixact_failsafe_age"].map((name): [string, ParameterLimit] => [
        name,
        atMost(1_600_000_000, "PostgreSQL stops writing at about 2.1 billion, and a vacuum needs time before that"),
    ]),
    [
        "datestyle",
        {
            accepts: (value) => /^iso(, ?(mdy|dmy|ymd))?$/i.test(value),
            expected: "ISO, alone or with the order MDY, DMY or YMD",
            reason: "applications' drivers read only ISO dates",
        },
    ],
    // 1 would write each job's statement.
    [
        "cron.log_statement",
        {
            accepts: (value) => value === "0",
            expected: "0",
            reason: "it writes the jobs' statements with their literals to the log; cron.job_run_details has them",
        },
    ],
]);

function atLeast(least: number, reason: string): ParameterLimit {
    return { accepts: (value) => Number(value) >= least, expected: `${least} or more`, reason };
}

function zeroOrAtLeast(least: number, reason: string): ParameterLimit {
    const { accepts, expected } = atLeast(least, reason);
    return { accepts: (value) => Number(value) === 0 || accepts(value), expected: `0 (off), or ${expected}`, reason };
}

function atMost(most: number, reason: string): ParameterLimit {
    return { accepts: (value) => Number(value) <= most, expected: `${most} or less`, reason };
}
