import { accessSync, constants, readFileSync, statfsSync } from "node:fs";
import { endOnInterrupt } from "./interrupt";
import { stopSharedPostgres } from "./postgres";

/**
 * Mocha stays green when a promise that nobody waits for rejects (an assertion in an un-awaited `apply`, say).
 * This makes such a rejection end the run.
 */
process.on("unhandledRejection", (reason) => {
    throw reason;
});

// The SDK announces at every first use that it will leave Node.js 20.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

// A dozen servers are made and thrown away: in memory this takes half the time.
if (process.env.TMPDIR === undefined && memoryHolds("/dev/shm", 2 ** 31)) {
    process.env.TMPDIR = "/dev/shm";
}

/** Whether a folder is in memory, may be written to and run programs from, and has so many bytes free. */
function memoryHolds(folder: string, bytes: number): boolean {
    try {
        const mounts = readFileSync("/proc/mounts", "utf8").split("\n");
        const [, , type, flags = ""] = mounts.find((mount) => mount.split(" ")[1] === folder)?.split(" ") ?? [];
        const { bavail, bsize } = statfsSync(folder);
        accessSync(folder, constants.W_OK);
        return type === "tmpfs" && !flags.split(",").includes("noexec") && bavail * bsize >= bytes;
    } catch {
        return false;
    }
}

/** Before the first test, in the process that mocha was started as. */
export const mochaGlobalSetup = endOnInterrupt;

/** After the last test, where mocha runs them all in this process. */
export const mochaGlobalTeardown = stopSharedPostgres;
