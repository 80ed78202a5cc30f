import { spawn } from "node:child_process";
import type { Account } from "./account";
import { meaningOf } from "./reasons";

/** The options of a run of one of PostgreSQL's programs. */
export interface ProgramOptions {
    readonly account: Account | undefined;
    /** Text for its standard input. Default: none. */
    readonly input?: string;
    /** Aborting it ends the program. The promise rejects once the program has ended. */
    readonly signal?: AbortSignal | undefined;
    /** Time-out in milliseconds, after which the program is ended. Default: 30 000. */
    readonly timeoutMs?: number;
}

/** A program's exit code (null if a signal ended it) and its complete output. */
export interface ProgramResult {
    readonly code: number | null;
    readonly output: string;
}

/**
 * Runs a program as the account, with {@link programEnvironment} and in a process group of its own, and waits until it
 * ends.
 */
export async function runPostgresProgram(
    file: string,
    parameters: readonly string[],
    options: ProgramOptions,
): Promise<ProgramResult> {
    options.signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
        const child = spawn(file, parameters, {
            ...accountOptions(options.account),
            env: programEnvironment,
            cwd: "/",
            detached: true,
            stdio: ["pipe", "pipe", "pipe"],
            timeout: options.timeoutMs ?? 30_000,
            signal: options.signal,
        });
        let output = "";
        const collect = (chunk: Buffer): void => {
            output += chunk.toString("utf8");
        };
        child.stdout.on("data", collect);
        child.stderr.on("data", collect);
        let failure: Error | undefined;
        child.on("error", (error) => {
            failure = error;
        });
        // "close" also waits for the program's children, which must not work in a folder that is about to be removed.
        child.on("close", (code) => {
            if (failure === undefined) resolve({ code, output });
            else reject(failure);
        });
        // A program that ends early closes the pipe; its exit code reports the failure.
        child.stdin.on("error", () => undefined);
        child.stdin.end(options.input ?? "");
    });
}

/**
 * Runs a program as {@link runPostgresProgram} does.
 *
 * @throws with its output unless the exit code is 0.
 */
export async function requireProgram(
    file: string,
    parameters: readonly string[],
    options: ProgramOptions,
): Promise<string> {
    const result = await runPostgresProgram(file, parameters, options);
    if (result.code !== 0) {
        const end = result.code === null ? "was killed" : `ended with code ${result.code}`;
        throw new Error(meaningOf(result.output) ?? `${file} ${end}; it printed:\n${result.output.trim()}`);
    }
    return result.output;
}

/**
 * The caller's environment is not inherited, because `PGDATA`, `PGPORT` or a locale would change the programs'
 * behaviour.
 */
export const programEnvironment: Readonly<Record<string, string>> = { LC_ALL: "C", TZ: "UTC" };

/** The options of `spawn` that run a program as the account. */
export function accountOptions(account: Account | undefined): { uid?: number; gid?: number } {
    return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}
