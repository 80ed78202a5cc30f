import { codedError, isCodedError, textProperty, traceOf, type CodedError, type ErrorCode } from "../errors";

/** How far the work was when it failed: connecting, at the statement, or at its commit. */
export type Stage = "connect" | "statement" | "commit";

/**
 * The error of the closed list for what the driver, the socket or the server reported. The server's message and detail
 * can hold the caller's values, so only its SQLSTATE and the names of constraint, table and column go on.
 */
export function databaseError(error: unknown, stage: Stage): CodedError {
    if (isCodedError(error)) {
        return stage === "commit" && error.code !== "commitUnconfirmed" ? codedError("commitUnconfirmed") : error;
    }
    // Node.js has five-letter codes too (EPIPE); only the server's errors have a severity.
    const isServerError = textProperty(error, "severity") !== undefined;
    const reported = textProperty(error, "code") ?? "";
    const code = isServerError ? serverCode(reported) : clientCode(reported, stage);
    const completionUnknown = "40003";
    const lost = code === "connectionLost" || code === "databaseStarting" || reported === completionUnknown;
    if (stage === "commit" && (lost || !isServerError)) {
        return codedError("commitUnconfirmed", { sqlState: isServerError ? reported : undefined });
    }
    return codedError(code, {
        outcome: stage === "connect" ? "notSent" : "failed",
        ...(code === "unexpected" && { trace: traceOf(error) }),
        ...(isServerError && {
            sqlState: reported,
            constraint: textProperty(error, "constraint_name"),
            table: textProperty(error, "table_name"),
            column: textProperty(error, "column_name"),
        }),
    });
}

/** The code for a SQLSTATE. */
export function serverCode(sqlState: string): ErrorCode {
    const exact: Readonly<Record<string, ErrorCode>> = {
        "08P01": "statementInvalid",
        "25006": "readOnly",
        "28000": "authenticationFailed",
        "28P01": "authenticationFailed",
        "3D000": "databaseMissing",
        "40001": "transactionConflict",
        "40P01": "transactionConflict",
        "42501": "permissionDenied",
        "53300": "tooManyConnections",
        "55P03": "lockTimeout",
        "57014": "statementCancelled",
        "57P03": "databaseStarting",
        "57P05": "connectionLost",
        "25P03": "connectionLost",
        "25P04": "connectionLost",
    };
    const byClass: Readonly<Record<string, ErrorCode>> = {
        "08": "connectionLost",
        "44": "constraintViolated",
        XX: "unexpected",
        "22": "valueInvalid",
        "23": "constraintViolated",
        "53": "resourcesExhausted",
        "57": "connectionLost",
        "58": "resourcesExhausted",
    };
    // All the rest is between the server and the statement, among it what the caller's own functions raise.
    return exact[sqlState] ?? byClass[sqlState.slice(0, 2)] ?? "statementInvalid";
}

/** The code for what Node.js or the driver calls its error. */
function clientCode(code: string, stage: Stage): ErrorCode {
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
        return "hostNotFound";
    }
    if (/CERT|VERIFY|SELF_SIGNED|^ERR_(TLS|SSL|OSSL)|ISSUER/.test(code)) {
        return "tlsNotTrusted";
    }
    if (/^E[A-Z]+$|^CONNECT/.test(code)) {
        return stage === "connect" ? "databaseUnreachable" : "connectionLost";
    }
    return "unexpected";
}
