import { inTransaction, type TransactionMode } from "../database/transaction";
import type { Session } from "../database/session";
import { isCodedError, type CodedError } from "../errors";
import type { Connections, Invocation } from "./connections";
import type { EndpointKind, LoginKind } from "./parameters";

/** Pause before a second attempt to connect. Milliseconds. */
const reconnectPause = 200;

/** What a piece of work needs: as whom, where, and whether it writes. */
export interface WorkPlace {
    readonly login: LoginKind;
    readonly endpoint: EndpointKind;
    readonly mode: TransactionMode;
}

/**
 * Runs `work` in a transaction at `place`. Where the connection is at fault and a repetition cannot do the work twice,
 * it is repeated once on a fresh connection. Throws an error of the closed list.
 */
export async function atDatabase<T>(
    connections: Connections,
    place: WorkPlace,
    invocation: Invocation,
    work: (session: Session) => Promise<T>,
): Promise<T> {
    try {
        return await once(connections, place, invocation, work);
    } catch (error) {
        if (!isCodedError(error) || !isWorthRepeating(error, place.mode)) {
            throw error;
        }
        invocation.attempts += 1;
        if (error.code !== "connectionLost" && error.code !== "writerDemoted") {
            await pause(Math.min(reconnectPause, invocation.deadline.remaining()));
        }
        return await once(connections, place, invocation, work);
    }
}

async function once<T>(
    connections: Connections,
    { login, endpoint, mode }: WorkPlace,
    invocation: Invocation,
    work: (session: Session) => Promise<T>,
): Promise<T> {
    const session = await connections.open(login, endpoint, invocation);
    return await inTransaction(session, mode, invocation.deadline, () => work(session));
}

/** Only a fault of the connection, and for a write only where the statement was not sent or was refused. */
function isWorthRepeating({ code, outcome }: CodedError, mode: TransactionMode): boolean {
    const faults = ["connectionLost", "writerDemoted", "databaseStarting", "databaseUnreachable", "hostNotFound"];
    return faults.includes(code) && (mode === "read" || outcome === "notSent" || code === "writerDemoted");
}

async function pause(milliseconds: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
