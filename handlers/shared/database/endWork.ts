import { type Deadline, deadlineIn, untilDeadline } from "../deadline";
import { isCodedError } from "../errors";
import type { Session } from "./session";
import { openSocket, type ServerAddress } from "./socket";

/** The server process of a session. */
export interface Backend {
    readonly pid: number;
    /** The key for a cancellation, as the server sent it to the driver. */
    readonly secret: number;
    /**
     * A time at which the session existed, by the server's clock. A process with this pid that began later is another.
     */
    readonly opened: string;
}

/** Time limit for ending the work. Milliseconds. */
const endLimit = 5000;

/** How long the response waits for it: less than the time reserved for the response. Milliseconds. */
const endWait = 300;

/** Pause before the next attempt while no connection is free. Milliseconds. */
const freePause = 20;

/**
 * Ends the work of a server process whose client is gone. The server itself checks for that only at the intervals of
 * `client_connection_check_interval`, which the statement may have switched off. Until then the process would hold its
 * locks and its connection.
 *
 * Sends a cancellation, which needs no login and no free connection but which PL/pgSQL can catch. Also terminates the
 * process from a new session of the same login, which nothing can catch.
 *
 * Waits 300 ms at most, and never throws. Longer work continues for five seconds, unless Lambda freezes the process.
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

/** Sends a CancelRequest over its own connection, as the protocol requires. */
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

/** Retries while no connection is free: other processes are being ended at the same time. */
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
    // Without a connection, only the server's own check can end the work.
}
