import { codedError } from "../errors";

/**
 * The most iterations that a server may ask for. The driver computes them at once; so many take a quarter of a second of
 * CPU: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#pbkdf2. PostgreSQL has 4096.
 */
const iterationsLimit = 600_000;

/** What a server may ask for while somebody logs in; `ok` ends it. */
export type Authentication = "ok" | "password" | "md5" | "sasl" | "saslContinue" | "saslFinal";

/** Bytes of the messages that always have the same length: type, length, content. */
const fixedLengths: Readonly<Record<string, number>> = { 1: 5, 2: 5, 3: 5, I: 5, n: 5, s: 5, K: 13, Z: 6 };

/** Texts, each with a zero after it, of the messages that hold nothing else but what stands before them. */
const textCounts: Readonly<Record<string, readonly [from: number, count: number]>> = {
    A: [9, 2],
    C: [5, 1],
    S: [5, 2],
};

/** Refuses what PostgreSQL's protocol does not have. Whether it was nonsense or somebody else's, nothing is sure then. */
export function refuseMessage(what: string): never {
    throw codedError("connectionLost", {
        message: `The server does not keep to PostgreSQL's protocol (${what}). Try again.`,
    });
}

/** Checks a message that is no row, no report and no request for authentication. */
export function checkShape(message: Buffer, type: string): void {
    const texts = textCounts[type];
    if (texts !== undefined) {
        checkTexts(message, ...texts);
    } else if (type === "t") {
        const isWhole = message.length >= 7 && message.length === 7 + 4 * message.readUInt16BE(5);
        if (!isWhole) {
            refuseMessage("ParameterDescription");
        }
    } else if (message.length !== fixedLengths[type]) {
        refuseMessage(`message ${JSON.stringify(type)}`);
    }
}

/** The number of columns that a RowDescription holds. */
export function columnsOf(message: Buffer): number {
    const count = message.length < 7 ? refuseMessage("RowDescription") : message.readUInt16BE(5);
    let at = 7;
    for (let column = 0; column < count; column += 1) {
        const end = message.indexOf(0, at);
        // Behind the name: table, column, type, its size and modifier, format.
        at = end === -1 ? refuseMessage("RowDescription") : end + 19;
    }
    return at === message.length ? count : refuseMessage("RowDescription");
}

/** Checks that a DataRow has so many values, and ends where the last of them does. */
export function checkRow(message: Buffer, columns: number): void {
    let at = 7;
    if (message.length < at || message.readUInt16BE(5) !== columns) {
        refuseMessage("DataRow");
    }
    for (let column = 0; column < columns; column += 1) {
        const size = at + 4 <= message.length ? message.readInt32BE(at) : refuseMessage("DataRow");
        // -1 is null.
        at += size < -1 ? refuseMessage("DataRow") : 4 + Math.max(size, 0);
    }
    if (at !== message.length) {
        refuseMessage("DataRow");
    }
}

/** Checks an ErrorResponse or a NoticeResponse: fields, of which the SQLSTATE and the message are always there. */
export function checkReport(message: Buffer): void {
    const fields: Record<string, string> = {};
    let at = 5;
    while (at < message.length - 1) {
        const end = message.indexOf(0, at + 1);
        if (message[at] === 0 || end === -1) {
            refuseMessage("ErrorResponse");
        }
        fields[message.toString("latin1", at, at + 1)] = message.toString("latin1", at + 1, end);
        at = end + 1;
    }
    if (message[at] !== 0 || !/^[0-9A-Z]{5}$/.test(fields.C ?? "") || fields.M === undefined) {
        refuseMessage("ErrorResponse");
    }
}

/** What an authentication request asks for. */
export function authenticationOf(message: Buffer): Authentication {
    const kind = message.length < 9 ? refuseMessage("Authentication") : message.readUInt32BE(5);
    const data = message.toString("latin1", 9);
    const isShort = data === "";
    switch (kind) {
        case 0:
            return isShort ? "ok" : refuseMessage("AuthenticationOk");
        case 3:
            return isShort ? "password" : refuseMessage("AuthenticationCleartextPassword");
        case 5:
            return data.length === 4 ? "md5" : refuseMessage("AuthenticationMD5Password");
        case 10:
            return data.split("\0").includes("SCRAM-SHA-256") ? "sasl" : refuseMessage("AuthenticationSASL");
        case 11:
            return isChallenge(data) ? "saslContinue" : refuseMessage("AuthenticationSASLContinue");
        case 12:
            return /^v=[A-Za-z0-9+/]+=*$/.test(data) ? "saslFinal" : refuseMessage("AuthenticationSASLFinal");
        default:
            return refuseMessage("Authentication");
    }
}

/** Whether this is SCRAM's `server-first-message` (RFC 5802), with a number of iterations that can be computed in time. */
function isChallenge(data: string): boolean {
    const iterations = /^r=[!-+\--~]+,s=[A-Za-z0-9+/]+=*,i=(?<iterations>[1-9][0-9]*)$/.exec(data)?.groups?.iterations;
    return Number(iterations) <= iterationsLimit;
}

function checkTexts(message: Buffer, from: number, count: number): void {
    let at = from;
    for (let text = 0; text < count; text += 1) {
        const end = message.indexOf(0, at);
        at = end === -1 ? refuseMessage("a text without an end") : end + 1;
    }
    if (at !== message.length) {
        refuseMessage("a message that goes on");
    }
}
