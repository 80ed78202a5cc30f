import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** How long one call may take by default, in milliseconds. */
const callLimitMs = 30_000;

/**
 * Runs AWS CLI and returns what it prints, without the line's end. The result may be a password, so it is never shown.
 *
 * @param what is being done, for the message of a failure.
 * @param timeout how long the call may take, in milliseconds.
 * @throws Error with the CLI's own message.
 */
export async function callAws(
    what: string,
    args: readonly string[],
    signal?: AbortSignal,
    timeout = callLimitMs,
): Promise<string> {
    try {
        const { stdout } = await run("aws", [...args], { timeout, signal });
        return stdout.trim();
    } catch (error) {
        signal?.throwIfAborted();
        throw new Error(`${what}: ${reasonOf(error, timeout)}`, { cause: error });
    }
}

/** @throws Error unless AWS CLI 2 is on this machine. */
export async function requireAwsCli(): Promise<void> {
    const version = await versionOf("aws", "install AWS CLI 2: https://docs.aws.amazon.com/cli/latest/userguide/");
    if (!version.includes("aws-cli/2")) {
        throw new Error(`aws: ${version}: is not AWS CLI 2; install version 2`);
    }
}

/**
 * Checks that the programs on this machine are there: AWS CLI 2, its Session Manager plugin, and psql if it is used.
 *
 * @throws Error that names the missing program and says where to find it.
 */
export async function requirePrograms(needsPsql: boolean): Promise<void> {
    await requireAwsCli();
    await versionOf(
        "session-manager-plugin",
        "install it: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html",
    );
    if (needsPsql) {
        await versionOf("psql", "install PostgreSQL's client, or use --print");
    }
}

async function versionOf(program: string, fix: string): Promise<string> {
    try {
        const { stdout, stderr } = await run(program, ["--version"], { timeout: callLimitMs });
        return (stdout + stderr).trim();
    } catch (error) {
        const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
        const problem = isMissing ? "is not on the PATH" : reasonOf(error);
        throw new Error(`${program}: ${problem}; ${fix}`, { cause: error });
    }
}

/** The last line that the program wrote on standard error, or why it did not run. */
function reasonOf(error: unknown, timeout = callLimitMs): string {
    if (!(error instanceof Error)) return String(error);
    if ("killed" in error && error.killed === true) return `no answer within ${timeout / 1000} s`;
    const printed = "stderr" in error && typeof error.stderr === "string" ? error.stderr.trim() : "";
    return printed.split("\n").at(-1) || error.message;
}
