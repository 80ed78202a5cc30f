import { type Deadline, deadlineIn, untilDeadline } from "../deadline";
import { isCodedError } from "../errors";
import type { Session } from "./session";
import { openSocket, type ServerAddress } from "./socket";

/** The server's process that works for a session. */
export interface Backend {
    readonly pid: number;
    /** What a cancellation has to name, as the server told the driver. */
    readonly secret: number;
    /** When the session was there already, by the server's clock: a process of the same number that began later is another's. */
    readonly opened: string;
}

/** How long the end of work may take. Milliseconds. */
const endLimit = 5000;

/** How long an answer waits for it: less than what a deadline keeps back for the answer. Milliseconds. */
const endWait = 300;

/** Pause before a connection is asked for again that was not free. Milliseconds. */
const freePause = 20;

/**
 * Ends what the server does for a lost client. The server notices the loss only at the intervals of
 * `client_connection_check_interval`, which the statement itself may have switched off; until then it would hold its locks
 * and its connection. A cancellation needs no login and no free connection, but PL/pgSQL can catch it; what a new session
 * of the same login terminates cannot go on.
 *
 * Waits 300 ms at most, and never throws. What takes longer goes on for five seconds, unless Lambda freezes the process.
 */
export async function endWork(
    address: ServerAddress,
    backend: Backend,
    open: (deadline: Deadline) => Promise<Session>,
): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, endWait);
    });
    const deadline = deadlineIn(endLimit);
    const ended = Promise.all([
        sendCancellation(address, backend, deadline).catch(ignore),
        terminate(backend, open, deadline).catch(ignore),
    ]).finally(() => {
        deadline.stop();
    });
    await Promise.race([ended, over]);
    clearTimeout(timer);
}

/** Over a connection of its own, as PostgreSQL has it. */
async function sendCancellation(address: ServerAddress, { pid, secret }: Backend, deadline: Deadline): Promise<void> {
    const socket = await openSocket(address, deadline);
    const request = Buffer.alloc(16);
    [16, 80877102, pid, secret].forEach((value, index) => request.writeUInt32BE(value, 4 * index));
    const closed = new Promise<void>((resolve) => socket.once("close", resolve));
    socket.resume().end(request);
    await untilDeadline(closed, deadline, "notSent").finally(() => socket.destroy());
}

async function terminate(
    { pid, opened }: Backend,
    open: (deadline: Deadline) => Promise<Session>,
    deadline: Deadline,
): Promise<void> {
    const session = await openWhenFree(open, deadline);
    const text = `select pg_catalog.pg_terminate_backend(pid) from pg_catalog.pg_stat_get_activity(${pid})
        where backend_start <= '${opened}'`;
    await untilDeadline(session.sql.unsafe(text), deadline, "notSent").finally(() => session.close());
}

/** Where many end their work at once, each that has ended leaves room for two. */
async function openWhenFree(open: (deadline: Deadline) => Promise<Session>, deadline: Deadline): Promise<Session> {
    for (;;) {
        try {
            return await open(deadline);
        } catch (error) {
            if (!isCodedError(error) || error.code !== "tooManyConnections" || deadline.remaining() === 0) {
                throw error;
            }
            await new Promise((resolve) => setTimeout(resolve, freePause));
        }
    }
}

function ignore(): void {
    // The server cannot be reached, or gives no connection: then it will notice the lost client itself.
}
