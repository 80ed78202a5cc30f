/**
 * A message of a server, in the format of https://www.postgresql.org/docs/15/protocol-message-formats.html. The content
 * may be invalid.
 */
export function message(type: string, ...parts: readonly (Buffer | string)[]): Buffer {
    const content = Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)));
    return Buffer.concat([Buffer.from(type), int32(4 + content.length), content]);
}

export function int16(value: number): Buffer {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16BE(value);
    return bytes;
}

export function int32(value: number): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value >>> 0);
    return bytes;
}

/** A request for authentication: 0 is Ok, 10 SASL, 11 SASLContinue, 12 SASLFinal. */
export function authentication(kind: number, data: Buffer | string = ""): Buffer {
    return message("R", int32(kind), data);
}

export const authenticationOk = authentication(0);
export const sasl = authentication(10, "SCRAM-SHA-256\0\0");

/** SCRAM's `server-first-message`. */
export function saslContinue(iterations: number | string = 4096): Buffer {
    return authentication(11, `r=fyko+d2lbbFgONRv9qkxdawL,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=${iterations}`);
}

export const saslFinal = authentication(12, "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
export const backendKeyData = message("K", int32(4711), int32(42));
export const parameterStatus = message("S", "server_version\0", "15.18\0");
export const readyForQuery = message("Z", "I");
export const parseComplete = message("1");
export const bindComplete = message("2");
export const portalSuspended = message("s");

/** All messages of a login without a password. */
export const login = Buffer.concat([authenticationOk, parameterStatus, backendKeyData, readyForQuery]);

/** Describes columns of type text with these names. */
export function rowDescription(...names: readonly string[]): Buffer {
    return message("T", int16(names.length), ...names.map(column));
}

/** One column of a RowDescription. */
export function column(name: string): Buffer {
    return Buffer.concat([Buffer.from(`${name}\0`), int32(0), int16(0), int32(25), int16(65_535), int32(-1), int16(0)]);
}

/** A row with these values. */
export function dataRow(...values: readonly (string | null)[]): Buffer {
    return message("D", int16(values.length), ...values.map(field));
}

function field(value: string | null): Buffer {
    return value === null ? int32(-1) : Buffer.concat([int32(value.length), Buffer.from(value, "latin1")]);
}

export function commandComplete(tag: string): Buffer {
    return message("C", `${tag}\0`);
}

/** An ErrorResponse, or with the type `N` a NoticeResponse. */
export function report(sqlState: string, type = "E"): Buffer {
    return message(type, "SERROR\0", "VERROR\0", `C${sqlState}\0`, "Mno\0", "\0");
}
