import type postgres from "postgres";
import { type Deadline, inPartOf, untilDeadline } from "../deadline";
import { errorCodes } from "../errorCodes";
import { type CodedError, codedError, withOutcome } from "../errors";
import { databaseError } from "./databaseError";
import type { Session } from "./session";

/** The server cancels a statement this long before the invocation's deadline. Milliseconds. */
const statementMargin = 250;

/** Largest drift between the clocks of server and function while a statement runs. Milliseconds. */
const clockDrift = 100;

/** Time limit for BEGIN. A server that takes longer counts as lost. Milliseconds. */
const beginLimit = 3000;

/** Time limit for resetting a session, because the response waits for it. Milliseconds. */
const resetLimit = 1000;

/** A `read` always ends in ROLLBACK, a `write` in COMMIT if its work succeeds. */
export type TransactionMode = "read" | "write";

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
    const result = await attempt(session, mode, deadline, work);
    if (mode === "write") {
        await commit(session, deadline);
    }
    await reset(session, mode === "read", deadline);
    return result;
}

/** Sends one message, so that the next statement cannot run outside the transaction and its limits. */
async function begin(session: Session, mode: TransactionMode, deadline: Deadline): Promise<void> {
    const timeout = deadline.remaining() - statementMargin;
    if (timeout <= 0) {
        throw codedError("deadlineExceeded", { outcome: "notSent" });
    }
    // No READ WRITE for a write: a demoted writer would refuse it with another code than 25006.
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

/** Resets the session after a failure, or closes a broken one. */
async function recover(session: Session, error: CodedError, deadline: Deadline): Promise<void> {
    if (errorCodes[error.code].breaksConnection === true) {
        await session.abandon();
    } else {
        await reset(session, true, deadline);
    }
}

/**
 * Removes everything that a statement can leave behind: the transaction, settings, role, temporary tables, prepared
 * statements, advisory locks. If this fails, the connection is closed and the result is still returned.
 */
async function reset(session: Session, rollback: boolean, deadline: Deadline): Promise<void> {
    const texts = [...(rollback ? ["ROLLBACK"] : []), "DISCARD ALL"];
    try {
        // Sent together, in one round trip.
        await inPartOf(deadline, resetLimit, "connectionLost", (part) =>
            untilDeadline(Promise.all(texts.map((text) => session.sql.unsafe(text))), part, "failed"),
        );
    } catch {
        await session.abandon();
    }
}

/**
 * Returns whether the server is a former writer, which a failover has made a reader. The statement itself can raise the
 * same read-only error. False if the server does not respond, so that the work is not repeated.
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
 * SQLSTATE 57014 is both a statement's time-out and a cancellation by another session. The server distinguishes them
 * only in its message, which is in the server's language. The clock distinguishes them too, because a statement cannot
 * move a time-out that is running.
 */
function timeOut(error: CodedError, deadline: Deadline): CodedError {
    return error.code === "statementCancelled" && deadline.remaining() <= statementMargin + clockDrift
        ? codedError("statementTimeout", { sqlState: error.sqlState })
        : error;
}
