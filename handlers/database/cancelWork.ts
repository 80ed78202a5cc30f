import { deadlineIn, untilDeadline } from "../deadline";
import { openSocket, type ServerAddress } from "./socket";

/** What a cancellation has to name, as the server told the driver. */
export interface BackendKey {
    readonly pid: number;
    readonly secret: number;
}

/** How long a cancellation may take. Milliseconds. */
const cancelLimit = 5000;

/** How long an answer waits for it: less than what a deadline keeps back for the answer. Milliseconds. */
const cancelWait = 300;

/**
 * Has the server stop what it does for a lost client, over a connection of its own, as PostgreSQL has it. The server
 * notices the loss only when it has something to send: until then a statement would hold its locks and its connection.
 *
 * Waits 300 ms at most, and never throws; the request itself may take longer.
 */
export async function cancelWork(address: ServerAddress, key: BackendKey): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, cancelWait);
    });
    await Promise.race([sendCancellation(address, key), over]);
    clearTimeout(timer);
}

async function sendCancellation(address: ServerAddress, { pid, secret }: BackendKey): Promise<void> {
    const deadline = deadlineIn(cancelLimit);
    try {
        const socket = await openSocket(address, deadline);
        const request = Buffer.alloc(16);
        [16, 80877102, pid, secret].forEach((value, index) => request.writeUInt32BE(value, 4 * index));
        const closed = new Promise<void>((resolve) => socket.once("close", resolve));
        socket.resume().end(request);
        await untilDeadline(closed, deadline, "notSent").finally(() => socket.destroy());
    } catch {
        // The server cannot be reached: then it will notice the lost client itself.
    } finally {
        deadline.stop();
    }
}
