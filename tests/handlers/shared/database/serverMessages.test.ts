import assert from "node:assert/strict";
import { createServerMessages, type ServerMessages } from "../../../../handlers/shared/database/serverMessages";
import {
    authentication,
    authenticationOk,
    bindComplete,
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

/** The client's messages. The check reads only the type of Query and of the extended protocol. */
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
        ["a notice during login", [Buffer.alloc(0), Buffer.concat([authenticationOk, report("01000", "N")])]],
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
            "messages that no query caused",
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
});

/** Creates the check of a connection after login, over which the client has sent `client`. */
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
