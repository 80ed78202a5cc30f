import type { ErrorCode } from "../errorCodes";
import { type CodedError, codedError, isCodedError, textProperty, traceOf } from "../errors";

/** The stage at which the work failed. */
export type Stage = "connect" | "statement" | "commit";

/**
 * Returns the coded error for an error of the driver, the socket or the server. Keeps only the server's SQLSTATE and
 * the names of constraint, table and column, because its message and detail can contain the caller's values.
 */
export function databaseError(error: unknown, stage: Stage): CodedError {
    if (isCodedError(error)) {
        return codedAt(error, stage);
    }
    // Node.js has five-letter codes too (EPIPE); only the server's errors have a severity.
    const isServerError = textProperty(error, "severity") !== undefined;
    const reported = textProperty(error, "code") ?? "";
    const known = isServerError ? serverCode(reported) : clientCode(reported);
    const code = stage === "connect" && known === "connectionLost" ? "databaseUnreachable" : known;
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

/** A connection that is lost at login counts as `databaseUnreachable`, because the work has not been sent yet. */
function codedAt(error: CodedError, stage: Stage): CodedError {
    if (stage === "commit" && error.code !== "commitUnconfirmed") {
        return codedError("commitUnconfirmed");
    }
    return stage === "connect" && error.code === "connectionLost" ? codedError("databaseUnreachable") : error;
}

/** Returns the code for a SQLSTATE: https://www.postgresql.org/docs/15/errcodes-appendix.html. */
function serverCode(sqlState: string): ErrorCode {
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
        // A file that is missing, exists already or has a name that is too long, for instance of a library. Permanent.
        "58P01": "statementInvalid",
        "58P02": "statementInvalid",
        "58P03": "statementInvalid",
    };
    const byClass: Readonly<Record<string, ErrorCode>> = {
        "08": "connectionLost",
        "44": "constraintViolated",
        XX: "unexpected",
        "22": "valueInvalid",
        "23": "constraintViolated",
        "53": "resourcesExhausted",
        "57": "connectionLost",
        "58": "systemError",
    };
    // All others are errors of the statement, including those that the caller's own functions raise.
    return exact[sqlState] ?? byClass[sqlState.slice(0, 2)] ?? "statementInvalid";
}

/** Returns the code for an error code of Node.js or the driver. */
function clientCode(code: string): ErrorCode {
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
        return "hostNotFound";
    }
    if (certificateErrors.includes(code)) {
        return "tlsNotTrusted";
    }
    // Errors of OpenSSL (including the server's alerts) and of the driver are faults of the server or the network.
    return /^(E[A-Z]+$|CONNECT|ERR_(SSL|TLS|OSSL)_|SASL_)/.test(code) ? "connectionLost" : "unexpected";
}

/**
 * Node.js's codes for certificates that it does not trust:
 * https://nodejs.org/api/tls.html#x509-certificate-error-codes. `UNSPECIFIED` is any reason of OpenSSL that Node.js has
 * no name for, for instance a key that is too short (`X509ErrorCode` in src/crypto/crypto_common.cc, since 24 in
 * deps/ncrypto).
 */
const certificateErrors: readonly string[] = [
    "UNABLE_TO_GET_ISSUER_CERT",
    "UNABLE_TO_GET_CRL",
    "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
    "UNABLE_TO_DECRYPT_CRL_SIGNATURE",
    "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
    "CERT_SIGNATURE_FAILURE",
    "CRL_SIGNATURE_FAILURE",
    "CERT_NOT_YET_VALID",
    "CERT_HAS_EXPIRED",
    "CRL_NOT_YET_VALID",
    "CRL_HAS_EXPIRED",
    "ERROR_IN_CERT_NOT_BEFORE_FIELD",
    "ERROR_IN_CERT_NOT_AFTER_FIELD",
    "ERROR_IN_CRL_LAST_UPDATE_FIELD",
    "ERROR_IN_CRL_NEXT_UPDATE_FIELD",
    "OUT_OF_MEM",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "CERT_CHAIN_TOO_LONG",
    "CERT_REVOKED",
    "INVALID_CA",
    "PATH_LENGTH_EXCEEDED",
    "INVALID_PURPOSE",
    "CERT_UNTRUSTED",
    "CERT_REJECTED",
    "HOSTNAME_MISMATCH",
    "UNSPECIFIED",
    // Errors of the name check, and a version of TLS that is too old.
    "ERR_TLS_CERT_ALTNAME_FORMAT",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "ERR_TLS_CERT_SIGNATURE_ALGORITHM_UNSUPPORTED",
    "ERR_SSL_UNSUPPORTED_PROTOCOL",
];
