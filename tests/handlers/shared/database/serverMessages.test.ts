import assert from "node:assert/strict";
import { createServerMessages, type ServerMessages } from "../../../../handlers/shared/database/serverMessages";
import {
    authentication,
    authenticationOk,
    backendKeyData,
    bindComplete,
    column,
    commandComplete,
    dataRow,
    int16,
    int32,
    login,
    message,
    parameterStatus,
    parseComplete,
    portalSuspended,
    readyForQuery,
    report,
    rowDescription,
    sasl,
    saslContinue,
    saslFinal,
} from "./backendMessages";

/** What a client sends: of Query and of the extended protocol only the type matters. */
const query = message("Q", "select 1\0");
const extended = Buffer.concat([message("P", "\0select 1\0", int16(0)), message("B"), message("E")]);
const sync = message("S");

const rows = Buffer.concat([rowDescription("a", "b"), dataRow("1", null), dataRow("", "2")]);

describe("the check of a server's messages", () => {
    const conversations: readonly (readonly [title: string, ...(readonly [client: Buffer, server: Buffer][])])[] = [
        ["a login without a password", [Buffer.alloc(0), login]],
        ["a login by SCRAM", [Buffer.alloc(0), Buffer.concat([sasl, saslContinue(), saslFinal, login])]],
        ["a login by MD5", [Buffer.alloc(0), Buffer.concat([authentication(5, "salt"), login])]],
        ["a login that is refused", [Buffer.alloc(0), report("28P01")]],
        ["a notice while logging in", [Buffer.alloc(0), Buffer.concat([authenticationOk, report("01000", "N")])]],
        [
            "a query",
            [Buffer.alloc(0), login],
            [query, Buffer.concat([rows, commandComplete("SELECT 2"), readyForQuery])],
        ],
        [
            "two queries at once, the first of two statements",
            [Buffer.alloc(0), login],
            [
                Buffer.concat([query, query]),
                Buffer.concat([
                    ...[rows, commandComplete("SELECT 2"), rowDescription(), dataRow(), commandComplete("SELECT 1")],
                    ...[readyForQuery, report("42601"), readyForQuery],
                ]),
            ],
        ],
        [
            "rows in rounds",
            [Buffer.alloc(0), login],
            [
                extended,
                Buffer.concat([parseComplete, message("t", int16(1), int32(25)), bindComplete, rows, portalSuspended]),
            ],
            [Buffer.concat([message("E"), sync]), Buffer.concat([dataRow("3", "4"), portalSuspended, readyForQuery])],
        ],
        [
            "a statement without rows",
            [Buffer.alloc(0), login],
            [
                Buffer.concat([extended, sync]),
                Buffer.concat([parseComplete, message("n"), bindComplete, message("I"), message("3"), readyForQuery]),
            ],
        ],
        [
            "what a server says unasked",
            [Buffer.alloc(0), login],
            [
                Buffer.alloc(0),
                Buffer.concat([
                    parameterStatus,
                    message("A", int32(1), "a\0b\0"),
                    report("01000", "N"),
                    report("57P01"),
                ]),
            ],
        ],
    ];
    for (const [title, ...exchanges] of conversations) {
        for (const size of [1, 7, Number.POSITIVE_INFINITY]) {
            it(`passes ${title}, ${size} bytes at a time`, () => {
                const messages = createServerMessages();

                const passed = exchanges.map(([client, server]) => {
                    messages.sent(client);
                    return Buffer.concat(pieces(server, size).map((piece) => messages.received(piece)));
                });

                assert.deepEqual(
                    passed,
                    exchanges.map(([, server]) => server),
                );
            });
        }
    }

    it("passes a message of 20 MB in pieces of 16 kB, once it is whole", () => {
        const messages = loggedIn(query);
        const row = Buffer.concat([rowDescription("a"), dataRow("x".repeat(20_000_000))]);

        const passed = pieces(row, 16_384).map((piece) => messages.received(piece));

        assert.equal(passed.filter(({ length }) => length > 0).length, 2);
        assert.equal(Buffer.concat(passed).equals(row), true);
    });

    const whileLoggingIn: readonly (readonly [string, Buffer])[] = [
        ["a request for authentication without a kind", message("R")],
        ["half of a request for authentication", message("R", "\0\0")],
        ["a kind of authentication that nobody knows", authentication(7)],
        ["an AuthenticationOk with something behind it", authentication(0, "x")],
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
        ["a row before the session stands", Buffer.concat([authenticationOk, dataRow("1")])],
        ["a RowDescription before the session stands", Buffer.concat([authenticationOk, message("T", int16(65_535))])],
        ["a round of rows before the session stands", Buffer.concat([authenticationOk, portalSuspended])],
        ["another version of the protocol", message("v", int32(196_608), int32(0))],
        ["a message of 30 kB", message("E", "x".repeat(30_000))],
        ["a message of 4 GB", Buffer.concat([Buffer.from("R"), int32(-1)])],
        ["a message without its own length", Buffer.concat([Buffer.from("R"), int32(0)])],
        ["HTTP", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
        ["an error without a SQLSTATE", message("E", "SFATAL\0", "Mno\0", "\0")],
        ["an error with a SQLSTATE of another length", report("1234")],
        ["an error without an end", message("E", "SFATAL\0", "C57P01\0", "Mno\0")],
        ["an error with an end before its end", message("E", "\0", "C57P01\0", "Mno\0", "\0")],
        ["an error of nothing", message("E")],
    ];
    for (const [title, server] of whileLoggingIn) {
        it(`refuses ${title}`, () => {
            const messages = createServerMessages();

            assert.throws(() => messages.received(server), {
                code: "connectionLost",
                message: /protocol \(.+\)\. Try/,
            });
        });
    }

    const afterAQuery: readonly (readonly [string, Buffer])[] = [
        ["65,535 columns that are not there", message("T", int16(65_535))],
        ["a column that is not whole", message("T", int16(1), column("a").subarray(0, -1))],
        ["a column's name without an end", message("T", int16(1), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")],
        ["a column more than said", message("T", int16(1), column("a"), column("b"))],
        ["columns without a number", message("T", "\0")],
        ["a row before its columns", dataRow("1")],
        ["a row that is too narrow", Buffer.concat([rowDescription("a", "b"), dataRow("1")])],
        ["a row that is too wide", Buffer.concat([rowDescription("a"), dataRow("1", "2")])],
        ["a row without a number of values", Buffer.concat([rowDescription("a"), message("D")])],
        ["a value without a size", Buffer.concat([rowDescription("a"), message("D", int16(1), "\0")])],
        ["a value beyond its row", Buffer.concat([rowDescription("a"), message("D", int16(1), int32(9), "x")])],
        ["a value of a negative size", Buffer.concat([rowDescription("a"), message("D", int16(1), int32(-2))])],
        ["a row that goes on", Buffer.concat([rowDescription("a"), message("D", int16(1), int32(0), "x")])],
        ["a row after the answer", Buffer.concat([rows, readyForQuery, dataRow("1", "2")])],
        ["an answer to a query that is not there", Buffer.concat([readyForQuery, readyForQuery])],
        ["a round of rows that nobody waits for", Buffer.concat([readyForQuery, portalSuspended])],
        ["a session in no state", message("Z", "X")],
        ["a session without a state", message("Z")],
        ["a login once more", authenticationOk],
        ["a key once more", backendKeyData],
        ["COPY to the server", message("G", "\0", int16(0))],
        ["COPY from the server", message("H", "\0", int16(0))],
        ["COPY both ways", message("W", "\0", int16(0))],
        ["data of COPY", message("d", "x")],
        ["the end of COPY", message("c")],
        ["the value of a function", message("V", int32(-1))],
        ["a type that is not there", message("\x01")],
        ["a ParseComplete with something in it", message("1", "x")],
        ["a command without an end", message("C", "SELECT 1")],
        ["parameters that are not there", message("t", int16(3), int32(25))],
        ["parameters without a number", message("t")],
        ["the beginning of a type that is not there", Buffer.from([7, 0, 7, 7, 7])],
        ["a command's name of 30 kB", message("C", "x".repeat(30_000))],
        ["a message beyond PostgreSQL's memory", Buffer.concat([Buffer.from("D"), int32(0x40000000)])],
    ];
    for (const [title, server] of afterAQuery) {
        it(`refuses ${title} in answer to a query`, () => {
            const messages = loggedIn(query);

            assert.throws(() => messages.received(server), { code: "connectionLost" });
        });
    }

    it("refuses an answer without an end, before it fills the memory", () => {
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

/** The check of a connection that stands, and over which this was sent. */
function loggedIn(client: Buffer): ServerMessages {
    const messages = createServerMessages();
    messages.received(login);
    messages.sent(client);
    return messages;
}

function pieces(bytes: Buffer, size: number): Buffer[] {
    const count = Math.ceil(bytes.length / Math.min(size, bytes.length));
    return Array.from({ length: count }, (_, index) =>
        count === 1 ? bytes : bytes.subarray(index * size, (index + 1) * size),
    );
}
