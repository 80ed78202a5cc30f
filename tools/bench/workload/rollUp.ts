import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import type { WorkloadDatabase } from "./database";

/** What a call of `roll_up` did, in rows. */
interface RolledUp {
    readonly exposures: number;
    readonly units: number;
    readonly events: number;
    readonly more: boolean;
}

/** The pause of a continuous roll-up that found nothing. */
const idleMs = 200;
/** The longest wait for a complete roll-up. */
const limitMs = 3_600_000;

/**
 * Rolls up until nothing is left.
 *
 * @returns the duration in milliseconds.
 * @throws if something is left after an hour.
 */
export async function rollUpAll(sql: postgres.Sql, say: (detail: string) => void = () => undefined): Promise<number> {
    const start = performance.now();
    let [exposures, units, events] = [0, 0, 0];
    for (;;) {
        const moved = await rollUp(sql);
        exposures += moved.exposures;
        units += moved.units;
        events += moved.events;
        const milliseconds = performance.now() - start;
        if (!moved.more) return milliseconds;
        if (milliseconds > limitMs) throw new Error("the roll-up was not done within an hour");
        const counts = [`${exposures} exposures`, `${units} units`, `${events} events`];
        say(counts.join(", "));
    }
}

/** A roll-up that runs again and again, as long as something arrives. */
export interface RunningRollUp {
    /** Waits for the running call. Rejects if a call failed. */
    stop(): Promise<void>;
}

/** Starts to roll up on a connection of its own. */
export function startRollingUp(database: WorkloadDatabase): RunningRollUp {
    const sql = database.connect();
    const stopping = new AbortController();
    const running = (async (): Promise<void> => {
        while (!stopping.signal.aborted) {
            const { more } = await rollUp(sql);
            if (!more) await delay(idleMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        }
    })();
    // A failure is reported by `stop`.
    running.catch(() => undefined);
    return {
        async stop() {
            stopping.abort();
            await running;
            await sql.end({ timeout: 1 });
        },
    };
}

async function rollUp(sql: postgres.Sql): Promise<RolledUp> {
    const [row] = await sql.unsafe<{ exposures: number; units: number; events: number; status: string }[]>(
        "select * from experimentation.roll_up()",
    );
    if (row?.status !== "more" && row?.status !== "done") {
        throw new Error(`roll_up returned the status ${row?.status ?? "of no row"}`);
    }
    const { exposures, units, events, status } = row;
    return { exposures, units, events, more: status === "more" };
}
