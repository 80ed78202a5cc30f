import { deadlineIn } from "../../shared/deadline";
import { type CodedError, codedError, explained, isCodedError } from "../../shared/errors";
import type { Connections, Invocation } from "../connections";
import type { AccessSettings } from "../settings";
import { dropEvents, type OldTables, rollUpStep, type Step } from "./statements";
import { repeatSteps } from "./steps";

/** The result of `rollUp`: its steps together, and what it dropped. */
export interface RollUpResult extends Step, OldTables {
    /** Why no table was dropped. The next call tries again. */
    readonly dropError?: CodedError;
}

/** The longest time that roll-ups use in one call, so that those of a schedule do not overlap. Milliseconds. */
const longestTime = 30_000;

/**
 * Moves what has arrived to the tables of its month and into the summaries, in steps that are transactions of their
 * own, until nothing is left or the time is used up. Then drops the events that are older than the stack keeps them.
 * A step moves each row once or has no effect, so a repetition is always safe.
 *
 * Uses half of the function's time, so that a long roll-up raises no alarm on the function's duration. On a database
 * that pauses it may use all of it, because the first step waits until the database has resumed.
 *
 * @throws `schemaOlder` or the error of a step. The steps before it remain.
 */
export async function rollUp(
    connections: Connections,
    settings: AccessSettings,
    invocation: Invocation,
): Promise<RollUpResult> {
    const left = invocation.deadline.remaining();
    const deadline = deadlineIn(settings.pauses ? left : Math.min(left / 2, longestTime));
    const own: Invocation = { ...invocation, deadline };
    try {
        const step = (batch: number): Promise<Step> =>
            connections.run(target, own, (session) => rollUpStep(session, batch));
        const result = { ...(await repeatSteps(step, deadline)), ...noTables };
        return result.status === "done" && settings.eventRetentionDays !== undefined
            ? { ...result, ...(await drop(connections, settings.eventRetentionDays, own)) }
            : result;
    } catch (error) {
        throw repeatable(error);
    } finally {
        deadline.stop();
        invocation.attempts = own.attempts;
        // As after a migration: this login may have few connections.
        await connections.close("migration");
    }
}

/** The only login that every stack's function has and that may write. Callers cannot choose its statements. */
const target = { login: "migration", endpoint: "writer", mode: "write", retryUntilDeadline: false } as const;

const noTables: OldTables = { dropped: [], skipped: [] };

/** Does not fail, because the roll-up is committed already. */
async function drop(
    connections: Connections,
    days: number,
    invocation: Invocation,
): Promise<Omit<RollUpResult, keyof Step>> {
    try {
        return await connections.run(target, invocation, (session) => dropEvents(session, days));
    } catch (error) {
        if (isCodedError(error)) {
            return { ...noTables, dropError: error };
        }
        throw error;
    }
}

/** Says that a call may be repeated although the effect of a step is unknown, and what helps if a step is too slow. */
function repeatable(error: unknown): unknown {
    if (isCodedError(error) && error.code === "commitUnconfirmed") {
        const { sqlState } = error;
        const message = "The commit of a step was not confirmed. Try again: each row is moved once.";
        return codedError("commitUnconfirmed", { message, sqlState, retryable: true });
    }
    return explained(error, {
        statementTimeout:
            "A step took longer than a roll-up may. If accessTimeoutSeconds is below 60, raise it; otherwise the server is slow.",
    });
}
