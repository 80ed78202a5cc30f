import type postgres from "postgres";
import type { Platform } from "../../../harness/platform";
import { experimentsSql, type Step, summariesSql, type Workload } from "./workload";

/**
 * Creates the experiments and runs the steps, each writer on a connection of its own, while others call `roll_up` with
 * small batches and one vacuums the inboxes. Then calls it until nothing is left.
 */
export async function play(platform: Platform, steps: readonly Step[], { rollUps = 2 } = {}): Promise<void> {
    const clients: postgres.Sql[] = [];
    const connect = (): postgres.Sql => {
        const client = platform.login("application");
        clients.push(client);
        return client;
    };
    try {
        const last = connect();
        await last.unsafe(experimentsSql);
        let isWriting = true;
        const write = async (writer: number): Promise<void> => {
            const client = connect();
            for (const { sql } of steps.filter((step) => step.writer === writer)) await client.unsafe(sql);
        };
        const roll = async (batch: number): Promise<void> => {
            const client = connect();
            while (isWriting) await client`select roll_up(${batch})`;
        };
        // So that new rows take the place of moved ones, before the place where the next batch begins.
        const vacuum = async (): Promise<void> => {
            while (isWriting) {
                await platform.superuser.unsafe("vacuum experimentation.exposures, experimentation.metric_events");
            }
        };
        const writing = Promise.all([...new Set(steps.map(({ writer }) => writer))].map(write)).finally(() => {
            isWriting = false;
        });
        await Promise.all([writing, vacuum(), ...Array.from({ length: rollUps }, (_, index) => roll(12 + 30 * index))]);
        while (rollUps > 0 && (await last`select status from roll_up(7)`)[0]?.status !== "done");
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
