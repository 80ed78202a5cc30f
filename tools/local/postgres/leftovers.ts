import { readdir, readlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Account } from "./account";
import { runPostgresProgram } from "./program";

const attempts = 30;
const retryMs = 100;

/**
 * Removes what a server that was killed leaves on the machine: processes that have not noticed yet, and its shared
 * memory. PostgreSQL itself knows which segment was its own: the next start on the same data removes it. That start
 * ends at once, because a single-user server refuses to be a standby, and with it goes its own memory.
 *
 * @param options the server's program, data and account; the data is of no use afterwards
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
        // Orphans that are still at work hold on to the memory.
        if (!output.includes("is still in use")) return;
        await delay(retryMs);
    }
}

/** A server's processes work in its data folder. Only Linux tells; elsewhere they end by themselves a little later. */
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
        // It has ended in the meantime.
    }
}
