import { inTransaction, type TransactionMode } from "../shared/database/transaction";
import type { Session } from "../shared/database/session";
import { isCodedError, type CodedError, type ErrorCode } from "../shared/errors";
import type { Connections, Invocation } from "./connections";
import type { EndpointKind, LoginKind } from "./parameters";

/** Pause before work is tried again, doubled each time. Milliseconds. */
const firstPause = 200;

/** The longest pause: a failover moves the endpoint's name, whose record lives for five seconds. Milliseconds. */
const longestPause = 2000;

/** How often work is repeated that a demoted writer has refused: as long as the endpoint's name can lead there, 15 s. */
const mostDemotions = 10;

/** With less time left than this another attempt could only fail. Milliseconds. */
const leastTime = 500;

/** What a piece of work needs: as whom, where, and whether it writes. */
export interface WorkPlace {
    readonly login: LoginKind;
    readonly endpoint: EndpointKind;
    readonly mode: TransactionMode;
    /** Whether to wait for a database that cannot take the work, as in a failover, while there is time. */
    readonly patient: boolean;
}

/**
 * Runs `work` in a transaction at `place`. Where the connection is at fault and a repetition cannot do the work twice, it
 * is repeated on a fresh connection: once, or, where the database never took it and the place is patient, while there is
 * time, but ten times at most where a demoted writer refused it. Throws an error of the closed list: the last attempt's.
 */
export async function atDatabase<T>(
    connections: Connections,
    place: WorkPlace,
    invocation: Invocation,
    work: (session: Session) => Promise<T>,
): Promise<T> {
    let wasTaken = false;
    let demotions = 0;
    for (let attempt = 1; ; attempt += 1) {
        try {
            return await once(connections, place, invocation, work);
        } catch (error) {
            if (!isCodedError(error) || !faults.includes(error.code)) {
                throw error;
            }
            const taken = isTaken(error);
            demotions += error.code === "writerDemoted" ? 1 : 0;
            const allowed = taken ? place.mode === "read" && !wasTaken : place.patient || attempt === 1;
            const pauseMs = pauseAfter(attempt, error);
            if (!allowed || demotions > mostDemotions || invocation.deadline.remaining() < pauseMs + leastTime) {
                throw error;
            }
            wasTaken ||= taken;
            invocation.attempts += 1;
            await pause(pauseMs);
        }
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

/** What is the connection's fault, and not the work's. */
const faults: readonly ErrorCode[] = [
    "connectionLost",
    "writerDemoted",
    "databaseStarting",
    "databaseUnreachable",
    "hostNotFound",
];

/** Whether the database may have done something of the work. A writer that has become a reader refuses it. */
function isTaken({ code, outcome }: CodedError): boolean {
    return outcome !== "notSent" && code !== "writerDemoted";
}

/** A kept connection that turns out to be broken, or to lead to the wrong server, says nothing about the next one. */
function pauseAfter(attempt: number, { code }: CodedError): number {
    const isStale = attempt === 1 && (code === "connectionLost" || code === "writerDemoted");
    return isStale ? 0 : Math.min(firstPause * 2 ** (attempt - 1), longestPause);
}

async function pause(milliseconds: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
