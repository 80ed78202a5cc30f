import type postgres from "postgres";
import { type Deadline, inPartOf, untilDeadline } from "../deadline";
import { errorCodes } from "../errorCodes";
import { type CodedError, codedError, withOutcome } from "../errors";
import { databaseError } from "./databaseError";
import type { Session } from "./session";

/** How much earlier than the invocation's deadline the server itself cancels a statement. Milliseconds. */
const statementMargin = 250;

/** How much the clocks of server and function may drift apart while a statement runs. Milliseconds. */
const clockDrift = 100;

/** How long a server may take to begin a transaction: one that does not answer is lost. Milliseconds. */
const beginLimit = 3000;

/** How long a session may take to become like new: the work is done, and its answer waits. Milliseconds. */
const resetLimit = 1000;

/** A `read` always ends in ROLLBACK; a `write` ends in COMMIT where its work succeeds. */
export type TransactionMode = "read" | "write";

/**
 * Runs `work` in a transaction of its own and leaves a session like new behind, or a destroyed one where that cannot be
 * known. Throws an error of the closed list whose outcome says what became of the work.
 */
export async function inTransaction<T>(
    session: Session,
    mode: TransactionMode,
    deadline: Deadline,
    work: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
    await begin(session, mode, deadline);
    const result = await attempt(session, mode, deadline, work);
    if (mode === "write") {
        await commit(session, deadline);
    }
    await reset(session, mode === "read", deadline);
    return result;
}

/** One message, so that the statement that follows can never run outside the transaction and its limits. */
async function begin(session: Session, mode: TransactionMode, deadline: Deadline): Promise<void> {
    const timeout = deadline.remaining() - statementMargin;
    if (timeout <= 0) {
        throw codedError("deadlineExceeded", { outcome: "notSent" });
    }
    // A write asks for no READ WRITE: a demoted writer would answer that with another code than the 25006 to act on.
    const text = `BEGIN${mode === "read" ? " READ ONLY" : ""}; SET LOCAL statement_timeout = ${timeout}`;
    try {
        await inPartOf(deadline, beginLimit, "connectionLost", (part) =>
            untilDeadline(session.sql.unsafe(text), part, "notSent"),
        );
    } catch (error) {
        session.destroy();
        throw withOutcome(databaseError(error, "statement"), "notSent");
    }
}

async function attempt<T>(
    session: Session,
    mode: TransactionMode,
    deadline: Deadline,
    work: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
    try {
        return await untilDeadline(work(session.sql), deadline, "failed");
    } catch (caught) {
        const error = timeOut(databaseError(caught, "statement"), deadline);
        if (mode === "write" && error.code === "readOnly" && (await isDemoted(session, deadline))) {
            await session.abandon();
            throw codedError("writerDemoted", { sqlState: error.sqlState });
        }
        await recover(session, error, deadline);
        throw error;
    }
}

async function commit(session: Session, deadline: Deadline): Promise<void> {
    try {
        await untilDeadline(session.sql.unsafe("COMMIT"), deadline, "unknown");
    } catch (caught) {
        const error = timeOut(databaseError(caught, "commit"), deadline);
        await recover(session, error, deadline);
        throw error;
    }
}

/** After a failure: a session like new, or none. */
async function recover(session: Session, error: CodedError, deadline: Deadline): Promise<void> {
    if (errorCodes[error.code].breaksConnection === true) {
        await session.abandon();
    } else {
        await reset(session, true, deadline);
    }
}

/**
 * Undoes all that a statement can leave behind: the transaction, settings, role, temporary tables, prepared statements,
 * advisory locks. The result of the work stands, so a session that cannot be cleaned is only given up.
 */
async function reset(session: Session, rollback: boolean, deadline: Deadline): Promise<void> {
    const texts = [...(rollback ? ["ROLLBACK"] : []), "DISCARD ALL"];
    try {
        // Sent together: one round trip.
        await inPartOf(deadline, resetLimit, "connectionLost", (part) =>
            untilDeadline(Promise.all(texts.map((text) => session.sql.unsafe(text))), part, "failed"),
        );
    } catch {
        await session.abandon();
    }
}

/**
 * Whether a write that was refused as read-only has met a writer that a failover has made a reader. The statement itself
 * can raise the same error. A server that cannot be asked counts as no reader: the work is then not repeated.
 */
async function isDemoted(session: Session, deadline: Deadline): Promise<boolean> {
    try {
        const [, rows] = await inPartOf(deadline, resetLimit, "connectionLost", (part) =>
            untilDeadline(
                Promise.all([
                    session.sql.unsafe("ROLLBACK"),
                    session.sql.unsafe<{ demoted: string }[]>("select pg_catalog.pg_is_in_recovery() as demoted"),
                ]),
                part,
                "failed",
            ),
        );
        return rows[0]?.demoted === "t";
    } catch {
        return false;
    }
}

/**
 * SQLSTATE 57014 is a statement's time-out, and a cancellation by another session. The server tells them apart in its
 * message alone, which is in the server's language; the clock says it as well, as nothing that a statement does moves a
 * time-out that is running.
 */
function timeOut(error: CodedError, deadline: Deadline): CodedError {
    return error.code === "statementCancelled" && deadline.remaining() <= statementMargin + clockDrift
        ? codedError("statementTimeout", { sqlState: error.sqlState })
        : error;
}
