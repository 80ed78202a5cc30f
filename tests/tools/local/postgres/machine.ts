import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The id of the server that works on the data folder. */
export function postmasterId(dataFolder: string): number {
    return Number(readFileSync(join(dataFolder, "postmaster.pid"), "utf8").split("\n")[0]);
}

/** The id of the shared memory segment of the server that works on the data folder. */
export function sharedMemoryId(dataFolder: string): string {
    const line = readFileSync(join(dataFolder, "postmaster.pid"), "utf8").split("\n")[6] ?? "";
    return line.trim().split(/\s+/)[1] ?? "";
}

/** The traces of a server on this machine: its folder, its processes and its shared memory. */
export function traces(folder: string, sharedMemoryIds: readonly string[]): string[] {
    const processes = execFileSync("ps", ["-axo", "command"], { encoding: "utf8" }).split("\n");
    const segments = existsSync("/proc/sysvipc/shm") ? readFileSync("/proc/sysvipc/shm", "utf8").split("\n") : [];
    return [
        ...(existsSync(folder) ? [folder] : []),
        ...processes.filter((command) => command.includes(folder)),
        ...segments.filter((segment) => sharedMemoryIds.includes(segment.trim().split(/\s+/)[1] ?? "")),
    ];
}

/** Waits until there are no traces, for at most 10 seconds. Returns the remaining ones. */
export async function tracesInTheEnd(folder: string, sharedMemoryIds: readonly string[]): Promise<string[]> {
    const deadline = Date.now() + 10_000;
    while (traces(folder, sharedMemoryIds).length > 0 && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return traces(folder, sharedMemoryIds);
}
