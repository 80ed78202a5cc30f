import { setTimeout as delay } from "node:timers/promises";
import { functionNames } from "../../components/shared/physicalNames";
import { toRecord } from "../../offline/toRecord";
import type { Settings } from "../../settings";
import { invokeFunction } from "../cli/invokeFunction";

/** What the access function of a stack is asked. */
export interface Asked {
    readonly region: string;
    readonly identifier: string;
    readonly timeoutSeconds: number;
}

/** The access function of a stack. */
export function accessOf({ region, database, access }: Settings): Asked {
    return { region, identifier: database.identifier, timeoutSeconds: access.timeoutSeconds };
}

/** How often a health check whose failure may pass is repeated, and after how many milliseconds. */
const attempts = 10;
const pauseMs = 15_000;

/**
 * Checks the health of a stack's database.
 *
 * @returns the version of its schema.
 * @throws Error with the code and message of the access function, or with AWS CLI's.
 */
export async function schemaVersionOf(asked: Asked, signal: AbortSignal, pause = pauseMs): Promise<number | null> {
    for (let attempt = 1; ; attempt += 1) {
        const answer = await ask(asked, { action: "healthCheck" }, signal);
        if (answer.ok === true) {
            const { schemaVersion } = toRecord(toRecord(answer.endpoints).writer);
            return typeof schemaVersion === "number" ? schemaVersion : null;
        }
        const error = toRecord(answer.error);
        if (error.retryable !== true || attempt === attempts) {
            throw new Error(`health check: ${String(error.code)}: ${String(error.message)}`);
        }
        await delay(pause, undefined, { signal });
    }
}

/**
 * The time of the newest row that the platform writes all the time. Undefined if there is none.
 *
 * @throws Error with the code and message of the access function, or with AWS CLI's.
 */
export async function newestRowOf(asked: Asked, signal: AbortSignal): Promise<Date | undefined> {
    const answer = await ask(asked, { action: "query", sql: newestRow, target: "reader" }, signal);
    if (answer.ok !== true) {
        const error = toRecord(answer.error);
        throw new Error(`newest row: ${String(error.code)}: ${String(error.message)}`);
    }
    const rows: readonly unknown[] = Array.isArray(answer.rows) ? answer.rows : [];
    const cells: readonly unknown[] = Array.isArray(rows[0]) ? rows[0] : [];
    const [milliseconds] = cells;
    return typeof milliseconds === "string" ? new Date(Number(milliseconds)) : undefined;
}

/** The clock of a client may be wrong, so that only rows of the past count. */
const newestRow =
    "select (extract(epoch from max(occurred_at)) * 1000)::bigint::text from experimentation.metric_events where occurred_at <= now()";

async function ask(
    { region, identifier, timeoutSeconds }: Asked,
    event: object,
    signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
    const { access: name } = functionNames(identifier);
    const { failed, answer } = await invokeFunction({ region, name, timeoutSeconds }, event, signal);
    const record = toRecord(answer);
    if (failed) {
        throw new Error(`${name}: ${String(record.errorMessage)}`);
    }
    return record;
}
