import {
    type Authentication,
    authenticationOf,
    checkReport,
    checkRow,
    checkShape,
    columnsOf,
    refuseMessage,
} from "./messageShapes";

/** The check of one connection after TLS: only what is PostgreSQL's protocol 3.0, and has its turn, passes. */
export interface ServerMessages {
    /** Takes what the client sends, in whole messages: the server may only answer. */
    sent(bytes: Buffer): void;
    /**
     * Takes what the server sends, and returns its messages that are whole, as they are.
     *
     * @throws `connectionLost` at the first message that the protocol does not have, or does not have there.
     */
    received(bytes: Buffer): Buffer;
}

/** The longest message of a login, and of most types, as PostgreSQL's own client has it (libpq, fe-protocol3.c). Bytes. */
const shortLimit = 30_000;

/** The longest message: PostgreSQL makes none beyond the limit of its memory blocks (`MaxAllocSize`). Bytes. */
const longLimit = 0x3fffffff;

/** The types that may be longer than the others, and those that may not. */
const longTypes = "ADENTt";
const shortTypes = "123CIKRSZns";

/** The most that a server may answer to one query: several times of what a statement may. Bytes. */
const answerLimit = 64_000_000;

/** Type and length. Bytes. */
const headerSize = 5;

/** Which authentication request may follow which: https://www.postgresql.org/docs/15/sasl-authentication.html. */
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
 * Makes the check of one connection. The driver (postgres 3.4.9) trusts a server in every byte: a short message ends the
 * process by a rejection that nobody handles, a RowDescription without an end loops for ever, a DataRow of another width
 * makes wrong values. So it gets only messages that are as
 * https://www.postgresql.org/docs/15/protocol-message-formats.html has them, when it is their turn.
 */
export function createServerMessages(): ServerMessages {
    let authentication: Authentication | "none" = "none";
    let isReady = false;
    /** How many times the server owes ReadyForQuery: once for the login, and once for each Query and Sync. */
    let owed = 1;
    /** Whether messages of the extended protocol wait for their Sync. */
    let isUnsynced = false;
    /** How many columns the rows have. */
    let columns = 0;
    /** Bytes since the last ReadyForQuery. */
    let answered = 0;
    /** The beginning of a message that is not whole, how much of it is here, and how much is needed to go on. */
    let parts: Buffer[] = [];
    let held = 0;
    let needed = headerSize;

    function sent(bytes: Buffer): void {
        // What the client sends while it logs in has no types, and one answer.
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

    /** Refuses what has no end in sight at its beginning, and not when the memory is full. */
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

    /** Of the messages without a rule of their own. What belongs to COPY is not among them: nobody may ask for it. */
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

    return { sent, received };
}

function typeAt(bytes: Buffer, at: number): string {
    return String.fromCharCode(bytes.readUInt8(at));
}
