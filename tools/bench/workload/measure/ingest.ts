import type postgres from "postgres";
import type { WorkloadDatabase } from "../database";
import { type EventBatch, eventBatches, insertStatement } from "../events";
import { rollUpAll, startRollingUp } from "../rollUp";
import type { WorkloadRounds, WorkloadSize } from "../size";

/** Rows in each insert of the measured clients. */
const batchSizes = [1, 10, 100, 1000] as const;

/** Rows a second of inserts into the bare table, and into the platform's while a roll-up runs. */
export interface IngestRates {
    readonly rows: number;
    readonly bare: readonly number[];
    readonly platform: readonly number[];
}

/** The platform's inbox, and a table without an index beside it. */
const inbox = "experimentation.metric_events";
const bareTable = "experimentation.bare_events";
const clients = 4;
/** Different events of each client, made beforehand, so that the client's own work stays small. */
const eventsPerClient = 20_000;

/** A client's connection and the batches that it sends, again and again. */
interface Client {
    readonly sql: postgres.Sql;
    readonly batches: readonly EventBatch[];
}

/** Measures each batch size, alternately into both tables. */
export async function measureIngest(
    database: WorkloadDatabase,
    size: WorkloadSize,
    rounds: WorkloadRounds,
    say: (detail: string) => void,
): Promise<IngestRates[]> {
    return await alternate(database, size, rounds, say, batchSizes, async (senders, rows, bare, platform) => {
        bare.push(await rateOf(senders, bareTable, rows, rounds));
        const rollUp = startRollingUp(database);
        try {
            platform.push(await rateOf(senders, inbox, rows, rounds));
        } finally {
            await rollUp.stop();
        }
    });
}

/** Rows in each insert of the sustained ingest: the smallest and the largest. */
const sustainedSizes = [1, 1000] as const;

/**
 * Measures a fixed number of rows, from the first insert until the last row is in the bare table, and until the last
 * row is rolled up.
 */
export async function measureSustained(
    database: WorkloadDatabase,
    size: WorkloadSize,
    rounds: WorkloadRounds,
    say: (detail: string) => void,
): Promise<IngestRates[]> {
    return await alternate(database, size, rounds, say, sustainedSizes, async (senders, rows, bare, platform) => {
        const batches = Math.ceil(rounds.sustainedRows[rows] / rows);
        bare.push(await rateUntilDone(batches * rows, () => sendAll(senders, bareTable, rows, batches)));
        platform.push(
            await rateUntilDone(batches * rows, async () => {
                const rollUp = startRollingUp(database);
                await sendAll(senders, inbox, rows, batches).finally(() => rollUp.stop());
                await rollUpAll(database.sql);
            }),
        );
    });
}

/** Repeats a turn for each size of batch. A turn adds one rate for each table, which are empty before and after it. */
async function alternate<Rows extends number>(
    database: WorkloadDatabase,
    size: WorkloadSize,
    rounds: WorkloadRounds,
    say: (detail: string) => void,
    sizes: readonly Rows[],
    turn: (senders: readonly Client[], rows: Rows, bare: number[], platform: number[]) => Promise<void>,
): Promise<IngestRates[]> {
    return await withSessions(database, async (sessions) => {
        const rates: IngestRates[] = [];
        for (const rows of sizes) {
            const senders = clientsOf(sessions, rows, size);
            const [bare, platform]: [number[], number[]] = [[], []];
            for (let done = 0; done < rounds.ingest; done++) {
                say(`batches of ${rows}, turn ${done + 1} of ${rounds.ingest}`);
                await turn(senders, rows, bare, platform);
                await emptyBoth(database.sql);
            }
            rates.push({ rows, bare, platform });
        }
        return rates;
    });
}

/** Inserts a number of events from all clients in batches of 1,000, and then rolls them up. */
export async function ingestAndRollUp(database: WorkloadDatabase, size: WorkloadSize, events: number): Promise<void> {
    const rows = 1000;
    await withSessions(database, async (sessions) => {
        await sendAll(clientsOf(sessions, rows, size), inbox, rows, events / rows);
        await rollUpAll(database.sql);
    });
}

/** Runs `work` while clients insert single events as fast as they can, and a roll-up keeps up with them. */
export async function underIngest<T>(
    database: WorkloadDatabase,
    size: WorkloadSize,
    work: () => Promise<T>,
): Promise<T> {
    const rows = 1;
    return await withSessions(database, async (sessions) => {
        const senders = clientsOf(sessions, rows, size);
        const rollUp = startRollingUp(database);
        let isDone = false;
        const sending = Promise.all(senders.map((client) => send(client, inbox, rows, () => !isDone)));
        sending.catch(() => undefined);
        try {
            return await work();
        } finally {
            isDone = true;
            await Promise.all([sending, rollUp.stop()]);
        }
    });
}

/** Runs `work` with the clients' connections, which end also if it fails. */
async function withSessions<T>(
    database: WorkloadDatabase,
    work: (sessions: readonly postgres.Sql[]) => Promise<T>,
): Promise<T> {
    await database.sql.unsafe(`
        create table if not exists ${bareTable} (id bigint generated always as identity, unit_id text not null,
            metric text not null, value double precision not null default 1,
            occurred_at timestamptz not null default now())`);
    const sessions = Array.from({ length: clients }, () => database.connect());
    try {
        await Promise.all(sessions.map((sql) => sql`select 1`));
        return await work(sessions);
    } finally {
        await Promise.all(sessions.map((sql) => sql.end({ timeout: 1 })));
    }
}

function clientsOf(sessions: readonly postgres.Sql[], rows: number, { units, seed }: WorkloadSize): Client[] {
    return sessions.map((sql, index) => ({
        sql,
        batches: eventBatches(eventsPerClient / rows, rows, units, seed + index),
    }));
}

async function emptyBoth(sql: postgres.Sql): Promise<void> {
    await rollUpAll(sql);
    await sql.unsafe(`truncate ${bareTable}`);
}

async function rateOf(
    senders: readonly Client[],
    table: string,
    rows: number,
    { ingestTurnMs, ingestTurnRows }: WorkloadRounds,
): Promise<number> {
    const start = performance.now();
    let left = ingestTurnRows / rows;
    const goesOn = () => left-- > 0 && performance.now() - start < ingestTurnMs;
    const sent = await Promise.all(senders.map((client) => send(client, table, rows, goesOn)));
    return (rows * sent.reduce((sum, each) => sum + each, 0) * 1000) / (performance.now() - start);
}

async function rateUntilDone(rows: number, work: () => Promise<void>): Promise<number> {
    const start = performance.now();
    await work();
    return (rows * 1000) / (performance.now() - start);
}

/** Sends a number of batches, divided among the clients. */
async function sendAll(senders: readonly Client[], table: string, rows: number, batches: number): Promise<void> {
    let left = batches;
    await Promise.all(senders.map((client) => send(client, table, rows, () => left-- > 0)));
}

/** Sends batches, one after the other, while `goesOn` says so. Returns how many. */
async function send({ sql, batches }: Client, table: string, rows: number, goesOn: () => boolean): Promise<number> {
    const statement = insertStatement(table, rows);
    let sent = 0;
    while (goesOn()) {
        const batch = batches[sent % batches.length] ?? [];
        await sql.unsafe(statement, [...batch], { prepare: true });
        sent++;
    }
    return sent;
}
