import { accessSync, constants, readFileSync, statfsSync } from "node:fs";
import { endOnInterrupt } from "./interrupt";
import { stopSharedPostgres } from "./postgres";

/**
 * Ends the run when a promise rejects without a handler, such as an assertion in an un-awaited `apply`. Mocha itself
 * would stay green.
 */
process.on("unhandledRejection", (reason) => {
    throw reason;
});

// Suppresses the SDK's warning that it will drop Node.js 20.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

// The tests start and delete a dozen servers, which takes half the time in memory.
if (process.env.TMPDIR === undefined && memoryHolds("/dev/shm", 2 ** 31)) {
    process.env.TMPDIR = "/dev/shm";
}

// Mocha's main process starts the workers with these options: a young generation that holds a run of the program halves
// the run's time. The processes that a worker starts have them no longer, as with a user.
const workerOptions = "--max-semi-space-size=64";
if (process.env.MOCHA_WORKER_ID === undefined) {
    process.env.NODE_OPTIONS ??= workerOptions;
} else if (process.env.NODE_OPTIONS === workerOptions) {
    delete process.env.NODE_OPTIONS;
}

/** Whether a folder is in memory, writable and executable, and has this many bytes free. */
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

/** Runs before the first test, in mocha's main process. */
export const mochaGlobalSetup = endOnInterrupt;

/** Runs after the last test if mocha runs all tests in this process. */
export const mochaGlobalTeardown = stopSharedPostgres;
