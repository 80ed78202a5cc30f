import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { toRecord } from "../../../offline/toRecord";

/** A snippet that runs in its own process. */
export interface RunningSnippet {
    /** Calls the snippet and returns its result. Rejects with everything that a log would show of the error. */
    call(name: "assign" | "record", event: Readonly<Record<string, string>>): Promise<unknown>;
    /** Its whole output. */
    output(): string;
    /** Ends the process. */
    stop(): Promise<void>;
}

/** A program and its arguments. */
export type SnippetCommand = readonly [program: string, ...args: string[]];

/** Starts a snippet's driver with this environment and, of this process's environment, only the PATH. */
export function startSnippet(
    [program, ...args]: SnippetCommand,
    environment: Readonly<Record<string, string>>,
): RunningSnippet {
    const child = spawn(program, args, {
        env: { PATH: process.env.PATH, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true", ...environment },
        stdio: ["pipe", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer): void => {
        output += chunk.toString("utf8");
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const ended = once(child, "close");
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return {
        async call(name, event) {
            child.stdin.write(`${JSON.stringify({ call: name, event })}\n`);
            const line = await lines.next();
            if (line.done === true) {
                throw new Error(`the snippet ended: ${output}`);
            }
            const { value, error } = toRecord(JSON.parse(line.value));
            if (typeof error === "string") {
                throw new Error(error);
            }
            return value;
        },
        output: () => output,
        async stop() {
            child.stdin.end();
            await ended;
        },
    };
}
