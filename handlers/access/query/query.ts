import { databaseError } from "../../shared/database/databaseError";
import type { Session } from "../../shared/database/session";
import { textProperty, withPosition } from "../../shared/errors";
import type { Connections, Invocation, Target } from "../connections";
import type { QueryEvent } from "../event";
import type { AccessSettings } from "../settings";
import { typeName } from "./typeNames";

/** Rows per round trip: enough for few round trips, few enough to stop soon after a limit. */
const rowsAtATime = 100;

/** The connection is closed if a single row exceeds `maxBytes` by more than this, before it fills the memory. Bytes. */
const byteMargin = 4_000_000;

/** A column of a result. */
export interface Column {
    readonly name: string;
    /** PostgreSQL's name of the type, or the OID of a type that is not built in. */
    readonly type: string;
}

/** The result of a statement. */
export interface QueryResult {
    readonly columns: readonly Column[];
    /** PostgreSQL's own text of each value, or null. */
    readonly rows: readonly (readonly (string | null)[])[];
    /** Rows returned or changed. Null after a truncated result, and for commands without a count. */
    readonly rowCount: number | null;
    /** PostgreSQL's name of the command, for instance `INSERT`. Null after a truncated result. */
    readonly command: string | null;
    /** Whether the statement returned more than `maxRows` or `maxBytes` allow. */
    readonly truncated: boolean;
}

/**
 * Runs one statement in its own transaction.
 *
 * @throws a coded error.
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
        // Only here does the position refer to the caller's own text.
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
    // Ends a result after the round of rows that reached a limit. One row more than `maxRows` shows whether there are
    // more. The last rows of EXPLAIN, SHOW and CALL come only with single rows, because these commands count no rows.
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
    // For a command that returns rows, the server counts only those of the last round.
    return truncated
        ? { columns, rows, rowCount: null, command: null, truncated }
        : { columns, rows, rowCount: rows.length > 0 ? rows.length : result.count, command: result.command, truncated };
}

interface Collected {
    columns: readonly Column[];
    readonly rows: (string | null)[][];
    /** Size of the rows in the response's JSON. */
    bytes: number;
    truncated: boolean;
}

/** The driver passes the columns with the rows of the first round, or with the result if there are no rows. */
function takeColumns(collected: Collected, columns: DriverColumns | undefined): void {
    if (columns !== undefined && collected.columns.length === 0) {
        collected.columns = columns.map(({ name, type }) => ({ name, type: typeName(type) }));
    }
}

type DriverColumns = readonly { readonly name: string; readonly type: number }[];

/** Adds a row, or drops it if a limit is reached: the remaining rows of a round still arrive. */
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

/** A row's brackets. The comma after it offsets the one that its last value does not have. Bytes. */
const rowSize = 2;

/** Returns the bytes of a value in the response's JSON, with a comma. Avoids converting plain texts, which most are. */
function jsonSize(text: string | null): number {
    if (text === null) {
        return "null,".length;
    }
    const isPlain = /^[ !#-[\]-~]*$/.test(text);
    return isPlain ? text.length + '"",'.length : Buffer.byteLength(JSON.stringify(text)) + 1;
}
