import type postgres from "postgres";
import { type Deadline, inPartOf, untilDeadline } from "../deadline";
import { codedError, textProperty, withOutcome, withPosition } from "../errors";
import { databaseError } from "./databaseError";
import { type ExtendedQuery, startExtendedQuery, type Statement } from "./extendedQuery";
import type { Completion } from "./resultMessages";
import type { Session } from "./session";
import { endAfter, statementMargin, type TransactionMode } from "./transactionEnd";

/** Time limit for BEGIN. A server that takes longer counts as lost. Milliseconds. */
const beginLimit = 3000;

/**
 * Runs `work` in its own transaction, then resets the session, or closes it if it cannot be reset.
 *
 * @throws a coded error. Its outcome is the effect of the work.
 */
export async function inTransaction<T>(
    session: Session,
    mode: TransactionMode,
    deadline: Deadline,
    work: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
    await begin(session, mode, deadline);
    return await endAfter(session, mode, deadline, () => work(session.sql));
}

/** Sends one message, so that the next statement cannot run outside the transaction and its limits. */
async function begin(session: Session, mode: TransactionMode, deadline: Deadline): Promise<void> {
    const text = beginning(mode, deadline).join("; ");
    try {
        await inPartOf(deadline, beginLimit, "connectionLost", (part) =>
            untilDeadline(session.sql.unsafe(text), part, "notSent"),
        );
    } catch (error) {
        session.destroy();
        throw withOutcome(databaseError(error, "statement"), "notSent");
    }
}

/**
 * Runs one statement in its own transaction like {@link inTransaction}, in fewer round trips: the beginning is sent
 * with the statement, and the end with the reset (docs/decisions/0020). A write runs only when the server has confirmed
 * the beginning. A connection that was lost before has run nothing, so the write can be repeated.
 *
 * @throws a coded error. Its outcome is the effect of the statement.
 */
export async function runStatement(
    session: Session,
    mode: TransactionMode,
    deadline: Deadline,
    statement: Statement,
): Promise<Completion> {
    const texts = beginning(mode, deadline);
    return await endAfter(session, mode, deadline, async () => {
        const query = startExtendedQuery(session, texts, statement, mode === "read");
        try {
            await untilBegun(query, mode, deadline);
            return await query.run().catch((error: unknown) => {
                // Only here does the position refer to the caller's own text.
                throw withPosition(databaseError(error, "statement"), textProperty(error, "position"));
            });
        } finally {
            query.end();
        }
    });
}

async function untilBegun(query: ExtendedQuery, mode: TransactionMode, deadline: Deadline): Promise<void> {
    try {
        await inPartOf(deadline, beginLimit, "connectionLost", (part) =>
            untilDeadline(query.preceded(), part, "failed"),
        );
    } catch (error) {
        // After an error of its own, the server skips the statement. A write has not been sent to run yet.
        const isSkipped = textProperty(error, "severity") !== undefined || mode === "write";
        throw withOutcome(databaseError(error, "statement"), isSkipped ? "notSent" : "failed");
    }
}

/** The statements that begin a transaction. */
function beginning(mode: TransactionMode, deadline: Deadline): readonly string[] {
    const timeout = deadline.remaining() - statementMargin;
    if (timeout <= 0) {
        throw codedError("deadlineExceeded", { outcome: "notSent" });
    }
    // No READ WRITE for a write: a demoted writer would refuse it with another code than 25006.
    return [mode === "read" ? "BEGIN READ ONLY" : "BEGIN", `SET LOCAL statement_timeout = ${timeout}`];
}
