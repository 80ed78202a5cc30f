/*
 * A client's messages of the extended query protocol, for the unnamed statement and the unnamed portal:
 * https://www.postgresql.org/docs/15/protocol-message-formats.html. All are functions, because Pulumi cannot serialise
 * a Buffer that a function captures.
 */

/** The name of the unnamed statement, and of the unnamed portal. */
const unnamed = "\0";

/** Makes the server parse a statement. The server infers the types of its parameters. */
export function parse(sql: string, parameterCount = 0): Buffer {
    return message("P", unnamed, `${sql}\0`, int16(parameterCount), "\0\0\0\0".repeat(parameterCount));
}

/** Binds the texts of the parameters. The server then returns each value of the result as a text. */
export function bind(parameters: readonly (string | null)[] = []): Buffer {
    const allTexts = int16(0);
    const values = parameters.flatMap((text) => (text === null ? [int32(-1)] : [int32(Buffer.byteLength(text)), text]));
    return message("B", unnamed, unnamed, allTexts, int16(parameters.length), ...values, allTexts);
}

/** Makes the server describe the columns of the result. */
export function describe(): Buffer {
    return message("D", "P", unnamed);
}

/** Runs the statement to its end, or until it has returned this many more rows. */
export function execute(rows = 0): Buffer {
    return message("E", unnamed, int32(rows));
}

/** Makes the server send the responses that it has so far. */
export function flush(): Buffer {
    return message("H");
}

/** Ends a pipeline. After an error, the server skips all messages before it. */
export function sync(): Buffer {
    return message("S");
}

/** A text, or a number of a size in bytes. */
type Part = string | { readonly value: number; readonly size: number };

/** Writes into one buffer, because a buffer for each part would take longer than the query's work on the server. */
function message(type: string, ...parts: readonly Part[]): Buffer {
    const length = parts.reduce((sum, part) => sum + sizeOf(part), 4);
    const bytes = Buffer.allocUnsafe(1 + length);
    let at = bytes.write(type);
    for (const part of [int32(length), ...parts]) {
        at = typeof part === "string" ? at + bytes.write(part, at) : bytes.writeIntBE(part.value, at, part.size);
    }
    return bytes;
}

function sizeOf(part: Part): number {
    return typeof part === "string" ? Buffer.byteLength(part) : part.size;
}

function int16(value: number): Part {
    return { value, size: 2 };
}

function int32(value: number): Part {
    return { value, size: 4 };
}
