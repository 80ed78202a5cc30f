import { codedError } from "../errors";

/**
 * The most SCRAM iterations that a server may request. The driver computes them in one go. This number takes a quarter
 * of a second of CPU: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#pbkdf2.
 * PostgreSQL's default is 4096.
 */
const iterationsLimit = 600_000;

/** The authentication requests of a login. `ok` is the last. */
export type Authentication = "ok" | "password" | "md5" | "sasl" | "saslContinue" | "saslFinal";

/** Sizes of the messages with a fixed length, including type and length. Bytes. */
const fixedLengths: Readonly<Record<string, number>> = { 1: 5, 2: 5, 3: 5, I: 5, n: 5, s: 5, K: 13, Z: 6 };

/** Offset and number of the zero-terminated texts in the messages that end with such texts. */
const textCounts: Readonly<Record<string, readonly [from: number, count: number]>> = {
    A: [9, 2],
    C: [5, 1],
    S: [5, 2],
};

/** Refuses a message that is not part of PostgreSQL's protocol. Nothing else on that connection can be trusted then. */
export function refuseMessage(what: string): never {
    throw codedError("connectionLost", {
        message: `The server violates PostgreSQL's protocol (${what}). Try again.`,
    });
}

/** Checks a message of any type without its own check: no row, row description, report or authentication request. */
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

/** Checks a RowDescription, and returns its number of columns. */
export function columnsOf(message: Buffer): number {
    const count = message.length < 7 ? refuseMessage("RowDescription") : message.readUInt16BE(5);
    let at = 7;
    for (let column = 0; column < count; column += 1) {
        const end = message.indexOf(0, at);
        // After the name: table, column, type, its size and modifier, format.
        at = end === -1 ? refuseMessage("RowDescription") : end + 19;
    }
    return at === message.length ? count : refuseMessage("RowDescription");
}

/** Checks that a DataRow has the expected number of values and ends with the last one. */
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

/** Checks the fields of an ErrorResponse or a NoticeResponse. SQLSTATE and message are mandatory. */
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

/** Checks an authentication request, and returns its kind. */
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

/**
 * Returns whether this is SCRAM's `server-first-message` (RFC 5802) with at most {@link iterationsLimit} iterations.
 */
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
