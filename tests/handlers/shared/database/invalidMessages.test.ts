import assert from "node:assert/strict";
import { createServerMessages, type ServerMessages } from "../../../../handlers/shared/database/serverMessages";
import {
    authentication,
    authenticationOk,
    backendKeyData,
    column,
    dataRow,
    int16,
    int32,
    login,
    message,
    portalSuspended,
    readyForQuery,
    report,
    rowDescription,
    sasl,
    saslContinue,
} from "./backendMessages";

/** A query of the client. */
const query = message("Q", "select 1\0");

const rows = Buffer.concat([rowDescription("a", "b"), dataRow("1", null), dataRow("", "2")]);

describe("the check of a server's messages, for invalid ones,", () => {
    const duringLogin: readonly (readonly [string, Buffer])[] = [
        ["a request for authentication without a kind", message("R")],
        ["half of a request for authentication", message("R", "\0\0")],
        ["an unknown authentication method", authentication(7)],
        ["an AuthenticationOk with further bytes", authentication(0, "x")],
        ["an MD5 request without salt", authentication(5)],
        ["SASL without SCRAM-SHA-256", authentication(10, "SCRAM-SHA-256-PLUS\0\0")],
        ["SCRAM that goes on before it began", saslContinue()],
        ["SCRAM with absurd iterations", Buffer.concat([sasl, saslContinue(2 ** 31 - 1)])],
        ["SCRAM with one iteration more than allowed", Buffer.concat([sasl, saslContinue(600_001)])],
        ["SCRAM with no iterations", Buffer.concat([sasl, saslContinue(0)])],
        ["SCRAM with iterations that are no number", Buffer.concat([sasl, saslContinue("4096x")])],
        ["SCRAM without salt", Buffer.concat([sasl, authentication(11, "r=abc,i=4096")])],
        ["SCRAM without anything", Buffer.concat([sasl, authentication(11)])],
        ["SCRAM without the server's proof", Buffer.concat([sasl, saslContinue(), authenticationOk])],
        ["SCRAM with an empty proof", Buffer.concat([sasl, saslContinue(), authentication(12, "v=")])],
        ["a second AuthenticationOk", Buffer.concat([authenticationOk, authenticationOk])],
        ["a session before authentication", readyForQuery],
        ["a key of half the length", Buffer.concat([authenticationOk, message("K", int32(1))])],
        ["a setting without a value", Buffer.concat([authenticationOk, message("S", "a\0")])],
        ["a row before the session is open", Buffer.concat([authenticationOk, dataRow("1")])],
        ["a RowDescription before the session is open", Buffer.concat([authenticationOk, message("T", int16(65_535))])],
        ["a round of rows before the session is open", Buffer.concat([authenticationOk, portalSuspended])],
        ["another version of the protocol", message("v", int32(196_608), int32(0))],
        ["a message of 30 kB", message("E", "x".repeat(30_000))],
        ["a message of 4 GB", Buffer.concat([Buffer.from("R"), int32(-1)])],
        ["a message without its own length", Buffer.concat([Buffer.from("R"), int32(0)])],
        ["HTTP", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
        ["an error without a SQLSTATE", message("E", "SFATAL\0", "Mno\0", "\0")],
        ["an error with a SQLSTATE of another length", report("1234")],
        ["an error without an end", message("E", "SFATAL\0", "C57P01\0", "Mno\0")],
        ["an error with an end before its end", message("E", "\0", "C57P01\0", "Mno\0", "\0")],
        ["an empty error", message("E")],
    ];
    for (const [title, server] of duringLogin) {
        it(`refuses ${title}`, () => {
            const messages = createServerMessages();

            assert.throws(() => messages.received(server), {
                code: "connectionLost",
                message: /protocol \(.+\)\. Try/,
            });
        });
    }

    const afterAQuery: readonly (readonly [string, Buffer])[] = [
        ["65,535 columns without a description", message("T", int16(65_535))],
        ["an incomplete column", message("T", int16(1), column("a").subarray(0, -1))],
        ["a column's name without an end", message("T", int16(1), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")],
        ["one column too many", message("T", int16(1), column("a"), column("b"))],
        ["columns without a number", message("T", "\0")],
        ["a row before its columns", dataRow("1")],
        ["a row that is too narrow", Buffer.concat([rowDescription("a", "b"), dataRow("1")])],
        ["a row that is too wide", Buffer.concat([rowDescription("a"), dataRow("1", "2")])],
        ["a row without a number of values", Buffer.concat([rowDescription("a"), message("D")])],
        ["a value without a size", Buffer.concat([rowDescription("a"), message("D", int16(1), "\0")])],
        ["a value beyond its row", Buffer.concat([rowDescription("a"), message("D", int16(1), int32(9), "x")])],
        ["a value of a negative size", Buffer.concat([rowDescription("a"), message("D", int16(1), int32(-2))])],
        ["a row with further bytes", Buffer.concat([rowDescription("a"), message("D", int16(1), int32(0), "x")])],
        ["a row after the end of the response", Buffer.concat([rows, readyForQuery, dataRow("1", "2")])],
        ["a response without a query", Buffer.concat([readyForQuery, readyForQuery])],
        ["a round of rows without a query", Buffer.concat([readyForQuery, portalSuspended])],
        ["an unknown session state", message("Z", "X")],
        ["a session without a state", message("Z")],
        ["a second login", authenticationOk],
        ["a second key", backendKeyData],
        ["COPY to the server", message("G", "\0", int16(0))],
        ["COPY from the server", message("H", "\0", int16(0))],
        ["COPY both ways", message("W", "\0", int16(0))],
        ["data of COPY", message("d", "x")],
        ["the end of COPY", message("c")],
        ["the value of a function", message("V", int32(-1))],
        ["an unknown message type", message("\x01")],
        ["a ParseComplete with content", message("1", "x")],
        ["a command without an end", message("C", "SELECT 1")],
        ["parameters without a description", message("t", int16(3), int32(25))],
        ["parameters without a number", message("t")],
        ["the beginning of an unknown message type", Buffer.from([7, 0, 7, 7, 7])],
        ["a command's name of 30 kB", message("C", "x".repeat(30_000))],
        ["a message beyond PostgreSQL's memory", Buffer.concat([Buffer.from("D"), int32(0x40000000)])],
    ];
    for (const [title, server] of afterAQuery) {
        it(`refuses ${title} in response to a query`, () => {
            const messages = loggedIn(query);

            assert.throws(() => messages.received(server), { code: "connectionLost" });
        });
    }

    it("refuses an endless response before it fills the memory", () => {
        const messages = loggedIn(query);
        const notice = message("N", "SNOTICE\0", "C00000\0", `M${"x".repeat(1_000_000)}\0`, "\0");
        let count = 0;

        const flood = (): void => {
            for (; count < 1000; count += 1) messages.received(notice);
        };

        assert.throws(flood, { code: "connectionLost" });
        assert.equal(count, 63);
    });
});

/** Creates the check of a connection after login, over which the client has sent `client`. */
function loggedIn(client: Buffer): ServerMessages {
    const messages = createServerMessages();
    messages.received(login);
    messages.sent(client);
    return messages;
}
