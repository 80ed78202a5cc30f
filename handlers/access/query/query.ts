import { databaseError } from "../../shared/database/databaseError";
import type { Session } from "../../shared/database/session";
import { textProperty, withPosition } from "../../shared/errors";
import type { Connections, Invocation, Target } from "../connections";
import type { QueryEvent } from "../event";
import type { AccessSettings } from "../settings";
import { typeName } from "./typeNames";

/** Rows asked for at a time: large enough for few round trips, small enough to stop soon after a limit. */
const rowsAtATime = 100;

/** How much larger than `maxBytes` a single row may be before the connection is cut, which keeps it out of memory. Bytes. */
const byteMargin = 4_000_000;

/** A column of a result. */
export interface Column {
    readonly name: string;
    /** PostgreSQL's name of the type, or the type's OID where it is not built in. */
    readonly type: string;
}

/** What a statement gave. */
export interface QueryResult {
    readonly columns: readonly Column[];
    /** PostgreSQL's own text of each value, or null. */
    readonly rows: readonly (readonly (string | null)[])[];
    /** Rows returned or changed; null where the server does not say, as after a truncated result. */
    readonly rowCount: number | null;
    /** PostgreSQL's name of the command, `INSERT` for instance; null after a truncated result. */
    readonly command: string | null;
    /** Whether there was more than `maxRows` or `maxBytes` allow. */
    readonly truncated: boolean;
}

/**
 * Runs one statement in a transaction of its own.
 *
 * @throws an error of the closed list.
 */
export async function query(
    connections: Connections,
    settings: AccessSettings,
    event: QueryEvent,
    invocation: Invocation,
): Promise<QueryResult> {
    return await connections.run(targetOf(event, settings), invocation, (session) => runStatement(session, event));
}

/**
 * A statement may write only at the writer and only in a stack with `readWrite` access; it then uses the application
 * login. Every other statement is a read with the reader login, which cannot write.
 */
function targetOf({ target }: QueryEvent, { mode }: AccessSettings): Target {
    return mode === "readWrite" && target === "writer"
        ? { login: "application", endpoint: "writer", mode: "write", retryUntilDeadline: true }
        : { login: "reader", endpoint: target, mode: "read", retryUntilDeadline: true };
}

async function runStatement(session: Session, event: QueryEvent): Promise<QueryResult> {
    try {
        return await collect(session, event);
    } catch (error) {
        // Only here is the text that the position counts in the caller's own.
        throw withPosition(databaseError(error, "statement"), textProperty(error, "position"));
    } finally {
        session.limitBytes(Number.POSITIVE_INFINITY);
    }
}

async function collect(session: Session, event: QueryEvent): Promise<QueryResult> {
    const collected: Collected = { columns: [], rows: [], bytes: 0, truncated: false };
    const allowNextRow = (): void => {
        session.limitBytes(event.maxBytes + byteMargin);
    };
    allowNextRow();
    const query = session.sql.unsafe(event.sql, [...event.parameters]).raw();
    // Ends a result after the round of rows in which it reached a limit. One row more than may be answered shows whether
    // there is more. Only asking for single rows too gets the last rows of EXPLAIN, SHOW and CALL, as these count none.
    void query.cursor(Math.min(rowsAtATime, event.maxRows + 1), () =>
        collected.truncated ? session.sql.CLOSE : undefined,
    );
    const result = await query.forEach((values, { columns }) => {
        allowNextRow();
        takeColumns(collected, columns);
        takeRow(collected, values, event);
    });
    takeColumns(collected, result.columns);
    const { columns, rows, truncated } = collected;
    // The server counts the rows of the last round only, save for a command that returns none.
    return truncated
        ? { columns, rows, rowCount: null, command: null, truncated }
        : { columns, rows, rowCount: rows.length > 0 ? rows.length : result.count, command: result.command, truncated };
}

interface Collected {
    columns: readonly Column[];
    readonly rows: (string | null)[][];
    /** Size of the rows in the answer's JSON. */
    bytes: number;
    truncated: boolean;
}

/** The driver gives the columns with the rows of the first round alone, or with the result where there are no rows. */
function takeColumns(collected: Collected, columns: DriverColumns | undefined): void {
    if (columns !== undefined && collected.columns.length === 0) {
        collected.columns = columns.map(({ name, type }) => ({ name, type: typeName(type) }));
    }
}

type DriverColumns = readonly { readonly name: string; readonly type: number }[];

/** Takes a row, unless one of the limits is reached: the rows after that are read to the end of their round, and dropped. */
function takeRow(collected: Collected, values: readonly (Buffer | null)[], limits: QueryEvent): void {
    if (collected.truncated) {
        return;
    }
    const row = values.map((value) => value?.toString("utf8") ?? null);
    collected.bytes += row.reduce((sum, text) => sum + jsonSize(text), rowSize);
    collected.truncated = collected.rows.length === limits.maxRows || collected.bytes > limits.maxBytes;
    if (!collected.truncated) {
        collected.rows.push(row);
    }
}

/** A row's brackets; the comma after it stands for the one that its last value does not have. Bytes. */
const rowSize = 2;

/** The bytes of a value in the answer's JSON, and of the comma after it. Plain texts, which most are, are not written twice. */
function jsonSize(text: string | null): number {
    if (text === null) {
        return "null,".length;
    }
    const isPlain = /^[ !#-[\]-~]*$/.test(text);
    return isPlain ? text.length + '"",'.length : Buffer.byteLength(JSON.stringify(text)) + 1;
}
