import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { projectFolder } from "../../../offline/runProgram";

/** How a command ended, and what it printed. */
export interface Ended {
    /** Null if a signal ended it. */
    readonly code: number | null;
    /** The signal that ended it. */
    readonly signal: NodeJS.Signals | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** Actions while a command runs. */
export interface Meanwhile {
    /** `act` is called with the process id once standard output contains the text. */
    readonly seen?: { readonly text: string; readonly act: (pid: number) => void };
    /** Standard output is read here, or its reader is gone, or its disk is full. Default: `read`. */
    readonly output?: "read" | "gone" | "full";
}

/** Runs one of the commands in a process of its own. */
export async function runMain(file: string, args: readonly string[], meanwhile: Meanwhile = {}): Promise<Ended> {
    const full = meanwhile.output === "full" ? openSync("/dev/full", "w") : undefined;
    const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", file, ...args], {
        cwd: projectFolder,
        stdio: ["ignore", full ?? "pipe", "pipe"],
    });
    if (full !== undefined) {
        closeSync(full);
    }
    const printed = { stdout: "", stderr: "" };
    let { seen } = meanwhile;
    child.stdout?.on("data", (chunk: Buffer) => {
        printed.stdout += chunk.toString();
        if (seen !== undefined && printed.stdout.includes(seen.text) && child.pid !== undefined) {
            seen.act(child.pid);
            seen = undefined;
        }
    });
    child.stderr?.on("data", (chunk: Buffer) => (printed.stderr += chunk.toString()));
    if (meanwhile.output === "gone") {
        child.stdout?.destroy();
    }
    await once(child, "close");
    return { code: child.exitCode, signal: child.signalCode, ...printed };
}
