import type { Session } from "../../shared/database/session";
import { runStatement } from "../../shared/database/transaction";
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
    const target = targetOf(event, settings);
    return await connections.use(target, invocation, (session) => collect(session, event, target, invocation));
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

async function collect(
    session: Session,
    event: QueryEvent,
    { mode }: Target,
    { deadline }: Invocation,
): Promise<QueryResult> {
    const collected: Collected = { columns: [], rows: [], bytes: 0, truncated: false };
    const allowNextRow = (): void => {
        session.limitBytes(event.maxBytes + byteMargin);
    };
    allowNextRow();
    try {
        const { command, count } = await runStatement(session, mode, deadline, {
            sql: event.sql,
            parameters: event.parameters,
            // One row more than `maxRows` shows whether there are more.
            rowsAtATime: Math.min(rowsAtATime, event.maxRows + 1),
            takeColumns: (columns) => {
                collected.columns = columns.map(({ name, type }) => ({ name, type: typeName(type) }));
            },
            takeRow: (row) => {
                allowNextRow();
                takeRow(collected, row, event);
            },
            wantsMore: () => !collected.truncated,
        });
        const { columns, rows, truncated } = collected;
        // For a command that returns rows, the server counts only those of the last round.
        return truncated
            ? { columns, rows, rowCount: null, command: null, truncated }
            : { columns, rows, rowCount: rows.length > 0 ? rows.length : count, command, truncated };
    } finally {
        session.limitBytes(Number.POSITIVE_INFINITY);
    }
}

interface Collected {
    columns: readonly Column[];
    readonly rows: (readonly (string | null)[])[];
    /** Size of the rows in the response's JSON. */
    bytes: number;
    truncated: boolean;
}

/** Adds a row, or drops it if a limit is reached: the remaining rows of a round still arrive. */
function takeRow(collected: Collected, row: readonly (string | null)[], limits: QueryEvent): void {
    if (collected.truncated) {
        return;
    }
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
