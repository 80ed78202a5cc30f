import { type Deadline, inPartOf, untilDeadline } from "../deadline";
import { errorCodes } from "../errorCodes";
import { type CodedError, codedError } from "../errors";
import { databaseError } from "./databaseError";
import type { Session } from "./session";

/** The server cancels a statement this long before the invocation's deadline. Milliseconds. */
export const statementMargin = 250;

/** Largest drift between the clocks of server and function while a statement runs. Milliseconds. */
const clockDrift = 100;

/** Time limit for resetting a session, because the response waits for it. Milliseconds. */
const resetLimit = 1000;

/** A `read` always ends in ROLLBACK, a `write` in COMMIT if its work succeeds. */
export type TransactionMode = "read" | "write";

/**
 * Runs `work`, ends its transaction, and resets the session, or closes it if it cannot be reset.
 *
 * @throws a coded error. Its outcome is the effect of the work.
 */
export async function endAfter<T>(
    session: Session,
    mode: TransactionMode,
    deadline: Deadline,
    work: () => Promise<T>,
): Promise<T> {
    const result = await attempt(session, mode, deadline, work);
    await (mode === "write" ? commit(session, deadline) : reset(session, deadline));
    return result;
}

async function attempt<T>(
    session: Session,
    mode: TransactionMode,
    deadline: Deadline,
    work: () => Promise<T>,
): Promise<T> {
    try {
        return await untilDeadline(work(), deadline, "failed");
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

/** Sends the reset with COMMIT, in one round trip. A commit that fails has ended the transaction too. */
async function commit(session: Session, deadline: Deadline): Promise<void> {
    const committed = session.sql.unsafe("COMMIT").execute();
    const discarded = session.sql.unsafe("DISCARD ALL").execute();
    // If the commit fails, nothing waits for the reset that was sent with it.
    discarded.catch(ignore);
    try {
        await untilDeadline(committed, deadline, "unknown");
    } catch (caught) {
        const error = timeOut(databaseError(caught, "commit"), deadline);
        await recover(session, error, deadline);
        throw error;
    }
    await untilReset(session, discarded, deadline);
}

/** Resets the session after a failure, or closes a broken one. */
async function recover(session: Session, error: CodedError, deadline: Deadline): Promise<void> {
    if (errorCodes[error.code].breaksConnection === true) {
        await session.abandon();
    } else {
        await reset(session, deadline);
    }
}

/**
 * Removes everything that a statement can leave behind: the transaction, settings, role, temporary tables, prepared
 * statements, advisory locks.
 */
async function reset(session: Session, deadline: Deadline): Promise<void> {
    // Sent together, in one round trip.
    const texts = ["ROLLBACK", "DISCARD ALL"];
    await untilReset(session, Promise.all(texts.map((text) => session.sql.unsafe(text))), deadline);
}

/** Waits for a reset. If it fails, the connection is closed and the result is still returned. */
async function untilReset(session: Session, done: Promise<unknown>, deadline: Deadline): Promise<void> {
    try {
        await inPartOf(deadline, resetLimit, "connectionLost", (part) => untilDeadline(done, part, "failed"));
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

function ignore(): void {
    // The failed commit is the error that counts.
}
