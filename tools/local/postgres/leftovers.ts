import { readdir, readlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Account } from "./account";
import { runPostgresProgram } from "./program";

const attempts = 30;
const retryMs = 100;

/**
 * Removes the remains of a killed server: child processes that still run, and its shared memory. PostgreSQL records the
 * id of its shared memory segment in the data folder and removes that segment at the next start. A single-user start
 * with `standby.signal` does so and then exits at once, because single-user mode does not support standbys.
 *
 * @param options the server's program, data and account. The data cannot be used afterwards.
 */
export async function removeLeftovers(options: {
    readonly program: string;
    readonly dataFolder: string;
    readonly account: Account | undefined;
}): Promise<void> {
    await killOrphans(options.dataFolder);
    await writeFile(join(options.dataFolder, "standby.signal"), "");
    for (let attempt = 0; attempt < attempts; attempt++) {
        const { output } = await runPostgresProgram(
            options.program,
            ["--single", "-D", options.dataFolder, "template1"],
            {
                account: options.account,
                timeoutMs: 5_000,
            },
        );
        // Orphans that still run keep the segment in use.
        if (!output.includes("is still in use")) return;
        await delay(retryMs);
    }
}

/**
 * Kills the processes whose working directory is the data folder. Works on Linux only; elsewhere they exit by
 * themselves a little later.
 */
async function killOrphans(dataFolder: string): Promise<void> {
    if (process.platform !== "linux") return;
    const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    for (const id of processes) {
        const folder = await readlink(`/proc/${id}/cwd`).catch(() => undefined);
        if (folder === dataFolder) killQuietly(Number(id));
    }
}

function killQuietly(id: number): void {
    try {
        process.kill(id, "SIGKILL");
    } catch {
        // The process has already ended.
    }
}
