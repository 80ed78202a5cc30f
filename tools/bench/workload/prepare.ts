import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Progress } from "../../cli/progress";
import type { CleanUp } from "../../local/platform/cleanUp";
import { startGuard } from "../../local/processes/guard";
import { generate } from "./data";
import { createVersion2, migrateToNewest, startDatabase } from "./database";
import { timeWarm } from "./measure/questions";
import { measureStorage, type TableSize } from "./measure/storage";
import { guardRails, version2Question } from "./questions";
import { rollUpAll } from "./rollUp";
import type { WorkloadRounds, WorkloadSize } from "./size";

/** The generated data, and what was measured on the way from version 2. */
export interface Prepared {
    /** The folder with a copy of the data, from which each measured server starts. */
    readonly folder: string;
    /** Version 2's question on the tables of version 2, warm, in milliseconds. */
    readonly version2: readonly number[];
    /** How long each migration took, by version, in milliseconds. It locks the tables as long. */
    readonly migrations: ReadonlyMap<number, number>;
    /** The first roll-up of everything: its duration in milliseconds. */
    readonly firstRollUpMs: number;
    readonly storage: readonly TableSize[];
}

/** Generates the data in version 2, measures its question, migrates, rolls up and keeps a copy. */
export async function prepare(
    size: WorkloadSize,
    rounds: WorkloadRounds,
    settings: Readonly<Record<string, string>>,
    progress: Progress,
    signal: AbortSignal,
    cleanUp: CleanUp,
): Promise<Prepared> {
    const database = await progress.step("Start PostgreSQL", async () => {
        const started = await startDatabase({ size, settings, signal });
        cleanUp.push(() => started.stop());
        return started;
    });
    const { sql } = database;
    await progress.step("Generate the data in the schema of version 2", async (say) => {
        await createVersion2(sql);
        await generate(sql, size, say);
        say("vacuum and analyze");
        await sql`vacuum analyze`;
    });
    const version2 = await progress.step("Measure version 2's question", () =>
        timeWarm(sql, version2Question, rounds.version2),
    );
    const migrations = await progress.step("Migrate to the newest version", () => migrateToNewest(sql));
    const firstRollUpMs = await progress.step("Roll up everything", (say) => rollUpAll(sql, say));
    const storage = await progress.step("Vacuum and analyze", async () => {
        await sql.unsafe(guardRails);
        await sql`vacuum analyze`;
        return await measureStorage(sql);
    });
    const folder = await progress.step("Copy the data", async () => {
        const parent = await mkdtemp(join(tmpdir(), "bench-"));
        // Removes the folder even if this program is killed.
        const guard = startGuard(parent);
        cleanUp.push(async () => {
            await rm(parent, { recursive: true, force: true });
            await guard.release();
        });
        const copy = join(parent, "data");
        await database.backUp(copy);
        await database.stop();
        return copy;
    });
    return { folder, version2, migrations, firstRollUpMs, storage };
}
