import type postgres from "postgres";
import type { Platform } from "../../../harness/platform";
import { experimentsSql, type Step, summariesSql, type Workload } from "./workload";

/** How a workload is played. */
export interface Play {
    /** How many callers repeat `roll_up`. @default 2 */
    readonly rollUps?: number;
    /**
     * Runs once, after a fourth of the steps and before the first `roll_up`, while the writers go on: they insert other
     * events until it ends.
     */
    readonly meanwhile?: () => Promise<unknown>;
}

/** The longest wait of a writer for a lock. It fails if it has to wait longer. */
const longestWait = "1s";

const anotherEvent = "insert into metric_events (unit_id, metric) values ('another', 'click')";

/**
 * Creates the experiments and runs the steps, each writer on a connection of its own, while others call `roll_up` with
 * small batches and one vacuums the inboxes. Then calls it until nothing is left.
 *
 * @returns how many other events the writers inserted.
 */
export async function play(platform: Platform, steps: readonly Step[], options: Play = {}): Promise<number> {
    const { rollUps = 2, meanwhile } = options;
    const clients: postgres.Sql[] = [];
    const connect = (): postgres.Sql => {
        const client = platform.login("application");
        clients.push(client);
        return client;
    };
    let written = 0;
    let others = 0;
    let isWriting = true;
    let isReady = meanwhile === undefined;
    const write = async (writer: number): Promise<void> => {
        const client = connect();
        await client.unsafe(`set lock_timeout = '${longestWait}'`);
        for (const { sql } of steps.filter((step) => step.writer === writer)) {
            await client.unsafe(sql);
            written += 1;
        }
        for (; !isReady; others += 1) await client.unsafe(anotherEvent);
    };
    const untilReady = async (): Promise<void> => {
        while (!isReady && isWriting) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const prepare = async (): Promise<void> => {
        while (isWriting && written < steps.length / 4) await new Promise((resolve) => setTimeout(resolve, 5));
        await meanwhile?.().finally(() => {
            isReady = true;
        });
    };
    const roll = async (batch: number): Promise<void> => {
        const client = connect();
        await untilReady();
        while (isWriting) await client`select roll_up(${batch})`;
    };
    // So that new rows take the place of moved ones, before the place where the next batch begins.
    const vacuum = async (): Promise<void> => {
        await untilReady();
        while (isWriting) {
            await platform.superuser.unsafe("vacuum experimentation.exposures, experimentation.metric_events");
        }
    };
    try {
        const last = connect();
        await last.unsafe(experimentsSql);
        const writing = Promise.all([...new Set(steps.map(({ writer }) => writer))].map(write)).finally(() => {
            isWriting = false;
        });
        const rolling = Array.from({ length: rollUps }, (_, index) => roll(12 + 30 * index));
        await Promise.all([writing, prepare(), vacuum(), ...rolling]);
        while (rollUps > 0 && (await last`select status from roll_up(7)`)[0]?.status !== "done");
        return others;
    } finally {
        await Promise.all(clients.map((client) => client.end()));
    }
}

/** Reads the summaries in the form of a {@link Workload}. */
export async function summariesOf({ superuser }: Platform): Promise<Omit<Workload, "steps">> {
    const lines = async (text: string): Promise<string[]> => {
        const rows = await superuser.unsafe<{ line: string }[]>(`set search_path = experimentation; ${text}`);
        return rows
            .flat()
            .map(({ line }) => line)
            .sort();
    };
    return {
        firstExposures: await lines(summariesSql.firstExposures),
        unitMetrics: await lines(summariesSql.unitMetrics),
    };
}
