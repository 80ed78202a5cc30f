import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A program that answers each line of its input by a line. */
export interface LineProgram {
    /** Writes a line, and waits for the program's next one. Rejects with what it wrote to standard error if it ends. */
    answer(line: string): Promise<string>;
    /** What it wrote to standard error. */
    errors(): string;
    /** Ends its input, and answers the exit code. */
    end(): Promise<number | null>;
}

/** Starts a program with this environment, and nothing else of this process's but the home folder. */
export function startLines(
    program: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
): LineProgram {
    const child = spawn(program, [...args], {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
        stdio: ["pipe", "pipe", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.stdin.on("error", () => undefined);
    const ended = once(child, "close");
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return {
        async answer(line) {
            child.stdin.write(`${line}\n`);
            const next = await lines.next();
            if (next.done === true) throw new Error(`it ended: ${errors}`);
            return next.value;
        },
        errors: () => errors,
        async end() {
            child.stdin.end();
            await ended;
            return child.exitCode;
        },
    };
}
