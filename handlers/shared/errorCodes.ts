/**
 * The effect of failed work on the database. `notSent`: the database did not run it. `failed`: it has no effect.
 * `unknown`: its commit was not confirmed.
 */
export type Outcome = "notSent" | "failed" | "unknown";

/** The meaning of a code. A flag that is left out is false. */
interface ErrorRule {
    /** A full sentence: the problem and the fix. The place of the failure may give a more exact one. */
    readonly message: string;
    /** The usual outcome. The place of the failure may know better. */
    readonly outcome: Outcome;
    /** The same call may succeed later without any change. */
    readonly retryable?: boolean;
    /** The connection is lost, leads to the wrong server or is in an unknown state, so it is not used again. */
    readonly breaksConnection?: boolean;
    /**
     * The connection failed, not the work. The access function repeats the work on a new connection if that is safe.
     */
    readonly retryOnNewConnection?: boolean;
    /**
     * The server's part in the failure, for the metric `WriterReachable`. `responded`: only a running server can cause
     * the failure. `notContacted`: the function failed before it connected. Otherwise the server counts as unreachable.
     */
    readonly server?: "responded" | "notContacted";
}

/** All codes of the two functions. Callers may rely on the names. `docs/errors.md` is generated from this table. */
export const errorCodes = {
    // The function itself, its configuration and its secrets
    eventInvalid: rule("notSent", "The function does not accept this event."),
    configurationInvalid: rule("notSent", "The function's environment is incomplete. Deploy the stack again.", {
        server: "notContacted",
    }),
    credentialsNotReady: rule("notSent", "The first rotation has not created this login yet. Try again in a minute.", {
        retryable: true,
        server: "notContacted",
    }),
    secretMalformed: rule("notSent", "The secret's value is not the JSON that a rotation writes.", {
        server: "notContacted",
    }),
    parametersMissing: rule("notSent", "Parameters are missing. Deploy the stack again.", { server: "notContacted" }),
    parameterInvalid: rule("notSent", "A parameter has an invalid value. Deploy the stack again.", {
        server: "notContacted",
    }),
    awsAccessDenied: rule("notSent", "AWS denied a call. Check the permissions of the function's role.", {
        server: "notContacted",
    }),
    awsUnavailable: rule("notSent", "A call to AWS failed. Try again.", {
        retryable: true,
        server: "notContacted",
    }),

    // The connection
    databaseUnreachable: rule("notSent", "The database does not accept connections. Try again.", {
        retryable: true,
        retryOnNewConnection: true,
    }),
    databaseStarting: rule("notSent", "The database is starting, resuming or stopping. Try again.", {
        retryable: true,
        breaksConnection: true,
        retryOnNewConnection: true,
    }),
    databaseMissing: rule("notSent", "The server has no database of the configured name.", { server: "responded" }),
    hostNotFound: rule(
        "notSent",
        "The database's host name cannot be resolved. Compare the parameters with the cluster.",
        {
            retryable: true,
            retryOnNewConnection: true,
        },
    ),
    tooManyConnections: rule("notSent", "The server or the login has no free connection. Try again.", {
        retryable: true,
        server: "responded",
    }),
    tlsNotTrusted: rule("notSent", "The server's certificate cannot be verified: authority, name or dates."),
    tlsRefused: rule("notSent", "The server does not offer TLS. The function sends nothing without TLS."),
    authenticationFailed: rule("notSent", "The server refused the login of the current secret. Rotate the secret.", {
        server: "responded",
    }),
    connectionLost: rule("failed", "The connection was lost. Try again.", {
        retryable: true,
        breaksConnection: true,
        retryOnNewConnection: true,
    }),
    writerDemoted: rule("failed", "The server has become a reader. Try again.", {
        retryable: true,
        breaksConnection: true,
        retryOnNewConnection: true,
    }),

    // The statement and its transaction
    deadlineExceeded: rule("failed", "The invocation's time was used up.", {
        retryable: true,
        breaksConnection: true,
    }),
    statementTimeout: rule("failed", "The statement was cancelled because it took too long."),
    statementCancelled: rule(
        "failed",
        "Another session, or a time-out that the statement sets, cancelled the statement. Try again.",
        { retryable: true },
    ),
    lockTimeout: rule("failed", "The statement waited too long for a lock. Try again.", {
        retryable: true,
        server: "responded",
    }),
    transactionConflict: rule("failed", "The transaction conflicted with another one. Try again.", {
        retryable: true,
        server: "responded",
    }),
    constraintViolated: rule("failed", "The statement violates a constraint."),
    valueInvalid: rule("failed", "The server cannot read or store a value of the statement.", { server: "responded" }),
    permissionDenied: rule("failed", "The login has no privilege for this statement.", { server: "responded" }),
    readOnly: rule("failed", "The statement writes, and this call may only read."),
    statementInvalid: rule("failed", "The server does not accept the statement.", { server: "responded" }),
    resourcesExhausted: rule("failed", "The server ran out of memory or storage. Try again later.", {
        retryable: true,
        server: "responded",
    }),
    systemError: rule("failed", "The server's operating system or storage failed. Read the server's log.", {
        retryable: true,
        server: "responded",
    }),
    tooLarge: rule("failed", "A row of the result exceeds maxBytes by more than 4 MB. Select less of it.", {
        breaksConnection: true,
    }),
    commitUnconfirmed: rule("unknown", "The commit was sent but not confirmed. Check the data before you repeat it.", {
        breaksConnection: true,
    }),

    // Migrations and rotations
    schemaNewer: rule("failed", "The database's schema is newer than this function. Deploy a newer function."),
    schemaOlder: rule("failed", "The database's schema is older than this action needs. Invoke createSchema.", {
        server: "responded",
    }),
    schemaChanged: rule("failed", "An applied migration differs from the function's. Restore its text."),
    rotationDisabled: rule("notSent", "Rotation is not enabled for this secret."),
    versionNotPending: rule("notSent", "The token names no pending version of the secret. Rotate the secret again."),
    roleNotOurs: rule("failed", "A role of this name has rights that the rotation may not change."),
    unexpected: rule("failed", "The function failed with an unknown error. Read its log.", {
        breaksConnection: true,
        server: "notContacted",
    }),
} satisfies Record<string, ErrorRule>;

/** A code of the table. */
export type ErrorCode = keyof typeof errorCodes;

function rule(outcome: Outcome, message: string, flags: Omit<ErrorRule, "message" | "outcome"> = {}): ErrorRule {
    return { message, outcome, ...flags };
}
