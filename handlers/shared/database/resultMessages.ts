/*
 * The contents of a server's messages, whose format has been checked:
 * https://www.postgresql.org/docs/15/protocol-message-formats.html.
 */

/** A column of a result, with the OID of its type. */
export interface ResultColumn {
    readonly name: string;
    readonly type: number;
}

/** The end of a statement. Both are null for a result that was not fetched to its end. */
export interface Completion {
    /** PostgreSQL's name of the command, for instance `INSERT`. */
    readonly command: string | null;
    /** Rows changed, or fetched in the last round. Null for commands without a count. */
    readonly count: number | null;
}

/** Offset of the contents of a message with a leading number of elements. */
const firstElement = 7;

/** Size of a column's description after its name, and the offset of the type's OID in it. */
const columnSize = 18;
const typeOffset = 6;

/** Reads the columns of a RowDescription. */
export function resultColumns(message: Buffer): ResultColumn[] {
    const columns: ResultColumn[] = [];
    for (let at = firstElement; at < message.length; at += columnSize) {
        const end = message.indexOf(0, at);
        const name = message.toString("utf8", at, end);
        at = end + 1;
        columns.push({ name, type: message.readUInt32BE(at + typeOffset) });
    }
    return columns;
}

/** Reads the values of a DataRow. */
export function rowValues(message: Buffer): (string | null)[] {
    const values: (string | null)[] = [];
    for (let at = firstElement; at < message.length;) {
        const size = message.readInt32BE(at);
        const start = at + 4;
        at = start + Math.max(size, 0);
        values.push(size < 0 ? null : message.toString("utf8", start, at));
    }
    return values;
}

/** Reads the tag of a CommandComplete: the command, for `INSERT` an OID, and for most commands a number of rows. */
export function completionOf(message: Buffer): Completion {
    const tag = message.toString("utf8", 5, message.length - 1);
    const command = tag.replace(/( \d+)+$/, "");
    return { command, count: tag === command ? null : Number(tag.slice(tag.lastIndexOf(" "))) };
}

/** The fields of an ErrorResponse that the functions use, by the names that the driver gives them. */
const reportFields: Readonly<Record<string, string>> = {
    V: "severity",
    C: "code",
    P: "position",
    t: "table_name",
    c: "column_name",
    n: "constraint_name",
};

/** Reads an ErrorResponse. Leaves out its message and detail, which can hold the caller's values. */
export function serverError(message: Buffer): Error {
    const fields = message
        .toString("utf8", 5)
        .split("\0")
        .flatMap((field) => {
            const name = reportFields[field.slice(0, 1)];
            return name === undefined ? [] : [[name, field.slice(1)] as const];
        });
    return Object.assign(new Error("The server reports an error."), Object.fromEntries(fields));
}
