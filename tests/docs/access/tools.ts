import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Runs a program for at most three minutes.
 *
 * @returns its output.
 *
 * @throws if it fails, with the advice and the last line of its errors.
 */
export async function attempt(advice: string, program: string, args: readonly string[], cwd?: string): Promise<string> {
    try {
        const { stdout } = await run(program, [...args], { timeout: 180_000, ...(cwd !== undefined && { cwd }) });
        return stdout;
    } catch (error) {
        const reason = error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : String(error);
        throw new Error(`${advice}: a test of docs/snippets/ needs it. (${reason})`, { cause: error });
    }
}

/** Prepares a tool that a test needs. If the machine lacks it, the test is skipped; in CI it fails. */
export async function orSkip<T>(context: Mocha.Context, prepare: () => Promise<T>): Promise<T> {
    context.timeout(300_000);
    try {
        return await prepare();
    } catch (error) {
        if (process.env.CI === undefined) {
            process.stdout.write(`    skipped: ${error instanceof Error ? error.message : String(error)}\n`);
            context.skip();
        }
        throw error;
    }
}
