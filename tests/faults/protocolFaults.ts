import assert from "node:assert/strict";
import {
    authentication,
    authenticationOk,
    backendKeyData,
    bindComplete,
    commandComplete,
    dataRow,
    int16,
    int32,
    login,
    message,
    parseComplete,
    portalSuspended,
    readyForQuery,
    report,
    rowDescription,
    sasl,
    saslContinue,
} from "../handlers/shared/database/backendMessages";
import { keepUsable, type Worlds } from "./harness/cases";
import { type Script, startScriptedServer } from "./harness/scriptedServer";
import { describeVerdict, type Verdict, verdict } from "./harness/verdict";

const unreachable = ["databaseUnreachable", true, "notSent"] as const;
const refused = ["tlsRefused", false, "notSent"] as const;
const lost = ["connectionLost", true, "failed"] as const;
const notBegun = ["connectionLost", true, "notSent"] as const;
const unconfirmed = ["commitUnconfirmed", false, "unknown"] as const;

const write = { action: "query", sql: "insert into t values (1)", target: "writer" };

/** The messages before the first row of a statement. */
const described = Buffer.concat([parseComplete, bindComplete, rowDescription("a")]);
const done = Buffer.concat([described, commandComplete("INSERT 0 1")]);
/** The responses to the end of a statement and to COMMIT, and none to the reset. */
const confirmed = Buffer.concat([readyForQuery, commandComplete("COMMIT"), readyForQuery]);
const challenge = Buffer.concat([sasl, saslContinue()]);
const startUp = Buffer.concat([authenticationOk, backendKeyData]);

/** The response of a PostgreSQL that cannot start a process: a text, not a protocol message. */
const couldNotFork = Buffer.from("Ecould not fork new process for connection: Resource temporarily unavailable\n\0");

/** A TLS 1.2 alert in clear text, as a server sends it before the handshake: RFC 5246, 6.2.1 and 7.2. */
const alert = (description: number): Buffer => Buffer.from([0x15, 3, 3, 0, 2, 2, description]);
const internalError = 80;
const handshakeFailure = 40;

const cases: readonly (readonly [title: string, script: Script, expected: Verdict])[] = [
    ["refuses TLS", { beforeTls: Buffer.from("N") }, refused],
    ["sends text before TLS", { beforeTls: Buffer.from("Sx") }, refused],
    ["cannot start a process for the connection", { beforeTls: couldNotFork, then: "end" }, unreachable],
    ["answers with an error before TLS", { beforeTls: report("53300"), then: "end" }, unreachable],
    ["is not PostgreSQL", { beforeTls: Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"), then: "end" }, unreachable],
    ["ends the connection instead of TLS", { beforeTls: Buffer.alloc(0), then: "end" }, unreachable],
    ["has an internal error during the TLS handshake", { handshake: alert(internalError), then: "end" }, unreachable],
    ["finds no cipher in common", { handshake: alert(handshakeFailure), then: "end" }, unreachable],
    ["accepts TLS and sends plain text", { handshake: couldNotFork, then: "end" }, unreachable],
    ["ends the connection during TLS", { handshake: Buffer.alloc(0), then: "end" }, unreachable],
    ["resets the connection during TLS", { handshake: Buffer.alloc(0), then: "reset" }, unreachable],
    ["ends the connection during login", { login: Buffer.alloc(0), then: "end" }, unreachable],
    ["resets the connection during login", { login: Buffer.alloc(0), then: "reset" }, unreachable],
    ["ends the connection during SCRAM", { login: challenge, then: "end" }, unreachable],
    ["resets the connection during SCRAM", { login: challenge, then: "reset" }, unreachable],
    ["ends the connection after authentication", { login: startUp, then: "end" }, unreachable],
    ["resets the connection after authentication", { login: startUp, then: "reset" }, unreachable],
    ["ends the connection within a message", { login: login.subarray(0, -1), then: "end" }, unreachable],
    ["shuts down during login", { login: report("57P01"), then: "end" }, unreachable],
    ["sends a short request for authentication", { login: message("R") }, unreachable],
    ["requests an unknown authentication method", { login: authentication(9) }, unreachable],
    ["requests 2^31 - 1 SCRAM iterations", { login: Buffer.concat([sasl, saslContinue(2 ** 31 - 1)]) }, unreachable],
    ["sends SCRAM without a salt", { login: Buffer.concat([sasl, authentication(11, "r=x")]) }, unreachable],
    ["sends a short key", { login: Buffer.concat([authenticationOk, message("K", "x")]) }, unreachable],
    ["suspends a portal during login", { login: Buffer.concat([authenticationOk, portalSuspended]) }, unreachable],
    ["sends 65,535 columns during login", { login: message("T", int16(65_535)) }, unreachable],
    ["sends a message of 4 GB during login", { login: Buffer.concat([Buffer.from("R"), int32(-1)]) }, unreachable],
    ["sends garbage during login", { login: Buffer.alloc(10_000, 7) }, unreachable],
    ["sends garbage after login", { login: Buffer.concat([login, Buffer.alloc(10_000, 7)]) }, unreachable],
    ["suspends a portal after login", { login: Buffer.concat([login, portalSuspended]) }, unreachable],
    ["is silent when a transaction begins", { begin: Buffer.alloc(0) }, notBegun],
    ["ends the connection when a transaction begins", { begin: Buffer.alloc(0), then: "end" }, notBegun],
    ["resets the connection when a transaction begins", { begin: Buffer.alloc(0), then: "reset" }, notBegun],
    ["refuses to begin a transaction", { begin: report("53200") }, ["resourcesExhausted", true, "notSent"]],
    ["sends 65,535 columns", { statement: message("T", int16(65_535)) }, lost],
    ["sends a row that is too wide", { statement: Buffer.concat([described, dataRow("1", "2")]) }, lost],
    ["sends a row that is too narrow", { statement: Buffer.concat([described, message("D", int16(0))]) }, lost],
    ["sends one ReadyForQuery too many", { statement: Buffer.concat([done, readyForQuery]) }, lost],
    ["begins COPY", { statement: message("G", "\0", int16(0)) }, lost],
    ["sends a message of 1 GB", { statement: Buffer.concat([Buffer.from("D"), int32(0x40000000)]) }, lost],
    ["sends an error without a SQLSTATE", { statement: message("E", "SERROR\0", "Mno\0", "\0") }, lost],
    ["sends garbage", { statement: Buffer.alloc(10_000, 7) }, lost],
    ["ends the connection", { statement: described, then: "end" }, lost],
    ["sends garbage in response to a commit", { statement: done, commit: Buffer.alloc(10_000, 7) }, unconfirmed],
    [
        "ends the connection in response to a commit",
        { statement: done, commit: Buffer.alloc(0), then: "end" },
        unconfirmed,
    ],
    ["confirms a commit and resets the connection", { statement: done, commit: confirmed, then: "reset" }, ["ok"]],
    ["confirms a commit and is silent", { statement: done, commit: confirmed }, ["ok"]],
];

/** Invalid and unexpected messages, from a server that the function trusts or before it has verified the server. */
export function describeProtocolFaults(worlds: Worlds): void {
    describe("protocol", () => {
        keepUsable(worlds);

        for (const [title, script, expected] of cases) {
            it(`a server that ${title}: ${describeVerdict(expected)}`, async () => {
                const world = worlds();
                const server = await startScriptedServer(await world.authority.issue([world.host]), script);
                world.writer.target = server.port;
                world.writer.cut("end");

                const answer = verdict(await world.invoke(write));
                await server.stop();

                assert.deepEqual(answer, expected);
            });
        }
    });
}
