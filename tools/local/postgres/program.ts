import { spawn } from "node:child_process";
import type { Account } from "./account";
import { meaningOf } from "./reasons";

/** How one of PostgreSQL's programs is run. */
export interface ProgramOptions {
    readonly account: Account | undefined;
    /** Text for its standard input; default: none. */
    readonly input?: string;
    /** Ends the program when it is aborted, and rejects when it has ended. */
    readonly signal?: AbortSignal | undefined;
    /** After this many milliseconds the program is told to end; default 30 000. */
    readonly timeoutMs?: number;
}

/** What a program left: its exit code (null when a signal ended it) and all that it printed. */
export interface ProgramResult {
    readonly code: number | null;
    readonly output: string;
}

/** Runs a program to its end as the account, with {@link programEnvironment} and in a process group of its own. */
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
        // Not before everything that it started has ended too: what works in a folder must be gone before the folder is.
        child.on("close", (code) => {
            if (failure === undefined) resolve({ code, output });
            else reject(failure);
        });
        // A program that ends early closes the pipe; its exit code tells what happened.
        child.stdin.on("error", () => undefined);
        child.stdin.end(options.input ?? "");
    });
}

/** Runs a program as {@link runPostgresProgram} does, and throws with what it printed unless it ends with code 0. */
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

/** Nothing of the caller's environment reaches PostgreSQL: `PGDATA`, `PGPORT` or a locale would change what it does. */
export const programEnvironment: Readonly<Record<string, string>> = { LC_ALL: "C", TZ: "UTC" };

/** What `spawn` takes to run as the account. */
export function accountOptions(account: Account | undefined): { uid?: number; gid?: number } {
    return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}
