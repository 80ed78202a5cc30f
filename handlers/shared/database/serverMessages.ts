import {
    type Authentication,
    authenticationOf,
    checkReport,
    checkRow,
    checkShape,
    columnsOf,
    refuseMessage,
} from "./messageShapes";

/** Checks the server's messages on one connection against PostgreSQL's protocol 3.0: their format and their order. */
export interface ServerMessages {
    /** Records the client's messages, because the server may only respond to them. Takes complete messages. */
    sent(bytes: Buffer): void;
    /**
     * Takes bytes of the server.
     *
     * @returns the messages that are complete, unchanged.
     * @throws `connectionLost` for a message that is invalid or out of order.
     */
    received(bytes: Buffer): Buffer;
    /** Returns whether the server has responded to all messages of the client. */
    isIdle(): boolean;
}

/** The longest message during a login, and of most types, as in PostgreSQL's libpq (fe-protocol3.c). Bytes. */
const shortLimit = 30_000;

/** The longest message: the limit of PostgreSQL's memory blocks (`MaxAllocSize`). Bytes. */
const longLimit = 0x3fffffff;

/** The types of long messages, and all other types. */
const longTypes = "ADENTt";
const shortTypes = "123CIKRSZns";

/** The longest response to one query: several times what a statement may return. Bytes. */
const answerLimit = 64_000_000;

/** Size of a message's type and length. Bytes. */
const headerSize = 5;

/**
 * The authentication requests that may follow each one: https://www.postgresql.org/docs/15/sasl-authentication.html.
 */
const nextRequests: Readonly<Record<Authentication | "none", readonly Authentication[]>> = {
    none: ["ok", "password", "md5", "sasl"],
    password: ["ok"],
    md5: ["ok"],
    sasl: ["saslContinue"],
    saslContinue: ["saslFinal"],
    saslFinal: ["ok"],
    ok: [],
};

/**
 * Creates the check of one connection. The driver (postgres 3.4.9) checks nothing itself: a short message ends the
 * process by an unhandled rejection, a RowDescription without an end loops for ever, a DataRow of another width gives
 * wrong values. With the check, it receives only messages in the format of
 * https://www.postgresql.org/docs/15/protocol-message-formats.html and in the right order.
 */
export function createServerMessages(): ServerMessages {
    let authentication: Authentication | "none" = "none";
    let isReady = false;
    /** Number of ReadyForQuery that the server still has to send: one for the login, one for each Query and Sync. */
    let owed = 1;
    /** Whether the client has sent messages of the extended protocol without a Sync yet. */
    let isUnsynced = false;
    /** Number of columns of the rows. */
    let columns = 0;
    /** Bytes since the last ReadyForQuery. */
    let answered = 0;
    /** The beginning of an incomplete message, its size, and the size needed to continue. */
    let parts: Buffer[] = [];
    let held = 0;
    let needed = headerSize;

    function sent(bytes: Buffer): void {
        // The client's messages during the login have no types, and one response.
        for (let at = 0; isReady && at + headerSize <= bytes.length; at += 1 + bytes.readUInt32BE(at + 1)) {
            const type = typeAt(bytes, at);
            const asksForReady = type === "Q" || type === "S";
            owed += asksForReady ? 1 : 0;
            isUnsynced = !asksForReady;
        }
    }

    function received(bytes: Buffer): Buffer {
        answered += bytes.length;
        if (answered > answerLimit) {
            refuseMessage("an answer without an end");
        }
        parts.push(bytes);
        held += bytes.length;
        return held < needed ? Buffer.alloc(0) : wholeMessages(parts.length === 1 ? bytes : Buffer.concat(parts));
    }

    function wholeMessages(bytes: Buffer): Buffer {
        let at = 0;
        needed = headerSize;
        while (bytes.length - at >= needed) {
            const end = at + 1 + lengthAt(bytes, at);
            if (end > bytes.length) {
                needed = end - at;
            } else {
                check(bytes.subarray(at, end));
                at = end;
            }
        }
        held = bytes.length - at;
        parts = held === 0 ? [] : [bytes.subarray(at)];
        return bytes.subarray(0, at);
    }

    /** Refuses a message that is too long at its beginning, before it fills the memory. */
    function lengthAt(bytes: Buffer, at: number): number {
        const type = typeAt(bytes, at);
        const length = bytes.readUInt32BE(at + 1);
        const limit = isReady && longTypes.includes(type) ? longLimit : shortLimit;
        const isPossible = (longTypes + shortTypes).includes(type) && length >= 4 && length <= limit;
        return isPossible ? length : refuseMessage("the beginning of a message");
    }

    function check(message: Buffer): void {
        const type = typeAt(message, 0);
        const isLoggedIn = authentication === "ok";
        if (type === "E" || (type === "N" && isLoggedIn)) {
            checkReport(message);
        } else if (type === "R" && nextRequests[authentication].includes(authenticationOf(message))) {
            authentication = authenticationOf(message);
        } else if (type === "D" && isAsked()) {
            checkRow(message, columns);
        } else if (type === "T" && isAsked()) {
            columns = columnsOf(message);
        } else if (isLoggedIn && hasItsTurn(type)) {
            checkShape(message, type);
            if (type === "Z") {
                becomeReady(message);
            }
        } else {
            refuseMessage(`message ${JSON.stringify(type)}`);
        }
    }

    function isAsked(): boolean {
        return isReady && (owed > 0 || isUnsynced);
    }

    /**
     * Returns whether a message may come now. Messages of COPY never may, because the functions refuse that statement.
     */
    function hasItsTurn(type: string): boolean {
        const turns: Readonly<Record<string, boolean>> = { S: true, A: isReady, K: !isReady, Z: owed > 0 };
        return turns[type] ?? ("123CInst".includes(type) && isAsked());
    }

    function becomeReady(message: Buffer): void {
        if (!"ITE".includes(typeAt(message, headerSize))) {
            refuseMessage("ReadyForQuery");
        }
        isReady = true;
        owed -= 1;
        columns = 0;
        answered = 0;
    }

    function isIdle(): boolean {
        return isReady && owed === 0 && !isUnsynced;
    }

    return { sent, received, isIdle };
}

function typeAt(bytes: Buffer, at: number): string {
    return String.fromCharCode(bytes.readUInt8(at));
}
