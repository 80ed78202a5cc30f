import { schemaName } from "../../shared/database/schema";
import type { Session } from "../../shared/database/session";
import { codedError } from "../../shared/errors";

/** The result of one step, or of several in a row. */
export interface Step {
    /**
     * `done`: nothing is left. `more`: call again. `busy`: another call rolls up. `paused`: somebody has set
     * `roll_up_state.paused`. The last two have stopped this call.
     */
    readonly status: "done" | "more" | "busy" | "paused";
    /** The rows that were moved, and the units whose events were counted again. */
    readonly exposures: number;
    readonly units: number;
    readonly events: number;
    /** The summaries contain everything that was committed before this time. Null unless `done`. */
    readonly asOf: string | null;
}

/**
 * Moves at most `batch` exposures and as many metric events.
 *
 * @throws `schemaOlder`.
 */
export async function rollUpStep({ sql }: Session, batch: number): Promise<Step> {
    const [schema] = await sql<{ known: string }[]>`
        select to_regprocedure(${`${schemaName}.roll_up(integer)`}) is not null as known`;
    if (schema?.known !== "t") {
        throw codedError("schemaOlder");
    }
    const [row] = await sql.unsafe<StepRow[]>(
        `select step.*, (extract(epoch from now()) * 1000)::bigint as started from ${schemaName}.roll_up($1) step`,
        [String(batch)],
    );
    if (row === undefined) {
        throw codedError("unexpected");
    }
    return {
        status: row.status,
        exposures: Number(row.exposures),
        units: Number(row.units),
        events: Number(row.events),
        asOf: row.status === "done" ? new Date(Number(row.started)).toISOString() : null,
    };
}

/** The text of each value, because sessions convert nothing. */
interface StepRow {
    readonly status: Step["status"];
    readonly exposures: string;
    readonly units: string;
    readonly events: string;
    /** The start of the transaction by the server's clock, in milliseconds since 1970. */
    readonly started: string;
}

/** The tables whose rows are all too old. */
export interface OldTables {
    /** Those that were dropped, or emptied if they are of version 2. */
    readonly dropped: readonly string[];
    /** Those that were in use. The next call tries again. */
    readonly skipped: readonly string[];
}

/** Drops the tables whose rows are all older than `days`. Waits for none that is in use. */
export async function dropEvents({ sql }: Session, days: number): Promise<OldTables> {
    const rows = await sql.unsafe<{ name: string; dropped: string }[]>(
        `select name, dropped from ${schemaName}.drop_events_before(now() - make_interval(days => $1))`,
        [String(days)],
    );
    const names = (dropped: string): string[] => rows.filter((row) => row.dropped === dropped).map(({ name }) => name);
    return { dropped: names("t"), skipped: names("f") };
}
