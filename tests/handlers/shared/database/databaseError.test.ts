import assert from "node:assert/strict";
import { databaseError, type Stage } from "../../../../handlers/shared/database/databaseError";
import { codedError } from "../../../../handlers/shared/errors";

/**
 * Node.js's list, and its code for every other certificate error:
 * https://nodejs.org/api/tls.html#x509-certificate-error-codes.
 */
const certificateErrors = [
    "UNABLE_TO_GET_ISSUER_CERT, UNABLE_TO_GET_CRL, UNABLE_TO_DECRYPT_CERT_SIGNATURE, UNABLE_TO_DECRYPT_CRL_SIGNATURE",
    "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY, CERT_SIGNATURE_FAILURE, CRL_SIGNATURE_FAILURE, CERT_NOT_YET_VALID",
    "CRL_NOT_YET_VALID, CRL_HAS_EXPIRED, ERROR_IN_CERT_NOT_BEFORE_FIELD, ERROR_IN_CERT_NOT_AFTER_FIELD",
    "ERROR_IN_CRL_LAST_UPDATE_FIELD, ERROR_IN_CRL_NEXT_UPDATE_FIELD, OUT_OF_MEM, DEPTH_ZERO_SELF_SIGNED_CERT",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY, CERT_CHAIN_TOO_LONG, CERT_REVOKED, INVALID_CA, PATH_LENGTH_EXCEEDED",
    "INVALID_PURPOSE, CERT_UNTRUSTED, CERT_REJECTED, HOSTNAME_MISMATCH, UNSPECIFIED",
].flatMap((names) => names.split(", "));

describe("databaseError", () => {
    const server = (code: string) =>
        Object.assign(new Error("key (email)=(joe@example.org)"), { severity: "ERROR", code });
    const client = (code: string) => Object.assign(new Error("write to 10.0.0.1"), { code });
    const cases: readonly (readonly [string, unknown, Stage, string, boolean, string])[] = [
        ["28P01", server("28P01"), "connect", "authenticationFailed", false, "notSent"],
        ["28000", server("28000"), "connect", "authenticationFailed", false, "notSent"],
        ["3D000", server("3D000"), "connect", "databaseMissing", false, "notSent"],
        ["53300", server("53300"), "connect", "tooManyConnections", true, "notSent"],
        ["57P03", server("57P03"), "connect", "databaseStarting", true, "notSent"],
        ["ECONNREFUSED", client("ECONNREFUSED"), "connect", "databaseUnreachable", true, "notSent"],
        ["ECONNRESET", client("ECONNRESET"), "connect", "databaseUnreachable", true, "notSent"],
        ["ENOTFOUND", client("ENOTFOUND"), "connect", "hostNotFound", true, "notSent"],
        ["EAI_AGAIN", client("EAI_AGAIN"), "connect", "hostNotFound", true, "notSent"],
        ["CERT_HAS_EXPIRED", client("CERT_HAS_EXPIRED"), "connect", "tlsNotTrusted", false, "notSent"],
        [
            "a certificate for another name",
            client("ERR_TLS_CERT_ALTNAME_INVALID"),
            "connect",
            "tlsNotTrusted",
            false,
            "notSent",
        ],
        [
            "an unknown authority",
            client("UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
            "connect",
            "tlsNotTrusted",
            false,
            "notSent",
        ],
        ["SELF_SIGNED", client("SELF_SIGNED_CERT_IN_CHAIN"), "connect", "tlsNotTrusted", false, "notSent"],
        ["old TLS", client("ERR_SSL_UNSUPPORTED_PROTOCOL"), "connect", "tlsNotTrusted", false, "notSent"],
        ...certificateErrors.map((code) => [code, client(code), "connect", "tlsNotTrusted", false, "notSent"] as const),
        ["an alert", client("ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR"), "connect", "databaseUnreachable", true, "notSent"],
        ["an alert", client("ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR"), "statement", "connectionLost", true, "failed"],
        ["no TLS record", client("ERR_SSL_WRONG_VERSION_NUMBER"), "connect", "databaseUnreachable", true, "notSent"],
        ["a false proof", client("SASL_SIGNATURE_MISMATCH"), "connect", "databaseUnreachable", true, "notSent"],
        ["57P01", server("57P01"), "connect", "databaseUnreachable", true, "notSent"],
        ["08006", server("08006"), "connect", "databaseUnreachable", true, "notSent"],
        ["CONNECTION_CLOSED", client("CONNECTION_CLOSED"), "connect", "databaseUnreachable", true, "notSent"],
        ["our own loss", codedError("connectionLost"), "connect", "databaseUnreachable", true, "notSent"],
        ["our own loss", codedError("connectionLost"), "statement", "connectionLost", true, "failed"],
        ["23505", server("23505"), "statement", "constraintViolated", false, "failed"],
        ["22P02", server("22P02"), "statement", "valueInvalid", false, "failed"],
        ["25006", server("25006"), "statement", "readOnly", false, "failed"],
        ["40001", server("40001"), "statement", "transactionConflict", true, "failed"],
        ["40P01", server("40P01"), "statement", "transactionConflict", true, "failed"],
        ["42501", server("42501"), "statement", "permissionDenied", false, "failed"],
        ["42P01", server("42P01"), "statement", "statementInvalid", false, "failed"],
        ["53100", server("53100"), "statement", "resourcesExhausted", true, "failed"],
        ["53200", server("53200"), "statement", "resourcesExhausted", true, "failed"],
        ["58000", server("58000"), "statement", "systemError", true, "failed"],
        ["58030", server("58030"), "statement", "systemError", true, "failed"],
        ["58P01", server("58P01"), "statement", "statementInvalid", false, "failed"],
        ["58P02", server("58P02"), "statement", "statementInvalid", false, "failed"],
        ["58P03", server("58P03"), "statement", "statementInvalid", false, "failed"],
        ["58030", server("58030"), "commit", "systemError", true, "failed"],
        ["55P03", server("55P03"), "statement", "lockTimeout", true, "failed"],
        ["57014", server("57014"), "statement", "statementCancelled", true, "failed"],
        ["57P01", server("57P01"), "statement", "connectionLost", true, "failed"],
        ["08P01", server("08P01"), "statement", "statementInvalid", false, "failed"],
        ["P0001", server("P0001"), "statement", "statementInvalid", false, "failed"],
        ["21000", server("21000"), "statement", "statementInvalid", false, "failed"],
        ["a user's AB123", server("AB123"), "statement", "statementInvalid", false, "failed"],
        ["44000", server("44000"), "statement", "constraintViolated", false, "failed"],
        ["XX000", server("XX000"), "statement", "unexpected", false, "failed"],
        ["EPIPE", client("EPIPE"), "statement", "connectionLost", true, "failed"],
        ["CONNECTION_CLOSED", client("CONNECTION_CLOSED"), "statement", "connectionLost", true, "failed"],
        ["an unknown error", "text", "statement", "unexpected", false, "failed"],
        ["23503", server("23503"), "commit", "constraintViolated", false, "failed"],
        ["40001", server("40001"), "commit", "transactionConflict", true, "failed"],
        ["57P01", server("57P01"), "commit", "commitUnconfirmed", false, "unknown"],
        ["08006", server("08006"), "commit", "commitUnconfirmed", false, "unknown"],
        ["40003", server("40003"), "commit", "commitUnconfirmed", false, "unknown"],
        ["ECONNRESET", client("ECONNRESET"), "commit", "commitUnconfirmed", false, "unknown"],
        ["our own deadline", codedError("deadlineExceeded"), "commit", "commitUnconfirmed", false, "unknown"],
    ];
    for (const [title, error, stage, code, retryable, outcome] of cases) {
        it(`is ${code}, ${outcome}, for ${title} at the ${stage}`, () => {
            const result = databaseError(error, stage);

            assert.deepEqual([result.code, result.retryable, result.outcome], [code, retryable, outcome]);
            assert.equal(/joe|10\.0/.test(result.message), false);
        });
    }

    it("contains the names of constraint, table and column", () => {
        const names = { constraint_name: "c", table_name: "t", column_name: "n", detail: "secret" };

        const { constraint, table, column, sqlState } = databaseError(
            Object.assign(server("23502"), names),
            "statement",
        );

        assert.deepEqual(
            { constraint, table, column, sqlState },
            { constraint: "c", table: "t", column: "n", sqlState: "23502" },
        );
    });
});
