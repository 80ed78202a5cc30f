import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A program that writes one line for each line of its input. */
export interface LineProgram {
    /** Writes a line and waits for the program's next one. If the program ends, rejects with its standard error. */
    answer(line: string): Promise<string>;
    /** Its standard error so far. */
    errors(): string;
    /** Closes its input. Returns the exit code. */
    end(): Promise<number | null>;
}

/** Starts a program with this environment. Of this process's environment, it inherits the home folder only. */
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
