import { spawn } from "node:child_process";
import { once } from "node:events";
import { projectFolder } from "../../offline/runProgram";

/** How long one command may take: longer than RDS needs for a cluster, and within the session of CI's role. */
const limitMs = 90 * 60_000;
/** How long an interrupted command may take until the operations under way have ended. */
const endLimitMs = 30 * 60_000;

let previous: Promise<unknown> = Promise.resolve();

/**
 * Runs the Pulumi CLI in the project's folder, after the one before it has ended, because each locks the stack.
 *
 * Aborted, it gets SIGINT, as by Ctrl-C: it lets the operations under way end, so that the state knows what exists.
 *
 * @returns its standard output.
 * @throws Error with the CLI's errors.
 */
export async function runPulumi(args: readonly string[], signal?: AbortSignal): Promise<string> {
    const running = previous.then(() => run(args, signal));
    previous = running.catch(() => undefined);
    return await running;
}

async function run(args: readonly string[], signal: AbortSignal | undefined): Promise<string> {
    const [command = ""] = args;
    signal?.throwIfAborted();
    // In a process group of its own, so that the terminal's Ctrl-C does not reach it: a second one ends it at once.
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
        cwd: projectFolder,
        detached: true,
        env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
        stdio: ["ignore", "pipe", "pipe"],
    });
    const printed = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (printed.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (printed.stderr += chunk.toString()));
    const timers: NodeJS.Timeout[] = [];
    const send = (name: NodeJS.Signals) => {
        if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, name);
    };
    const interrupt = () => {
        send("SIGINT");
        timers.push(setTimeout(send, endLimitMs, "SIGKILL"));
    };
    timers.push(setTimeout(interrupt, limitMs));
    signal?.addEventListener("abort", interrupt, { once: true });
    try {
        await once(child, "close");
    } finally {
        timers.forEach(clearTimeout);
        signal?.removeEventListener("abort", interrupt);
    }
    if (child.exitCode !== 0) {
        throw new Error(`pulumi ${command}: ${reasonIn(command, printed)}`);
    }
    return printed.stdout;
}

/** The commands that end with an error line, unless something else ended them. */
const updates: ReadonlySet<string> = new Set(["up", "refresh", "destroy"]);

/** The CLI's lines about errors, or its last line. An `up` prints them on standard output. */
function reasonIn(command: string, { stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string {
    const lines = `${stderr}\n${stdout}`.split("\n").map((line) => line.trim());
    const errors = lines.filter((line) => /^error: (?!update failed)/.test(line));
    const found =
        errors.length > 0 ? errors.map((line) => line.replace(/^error: /, "")) : lines.filter(Boolean).slice(-1);
    const reason = [...new Set(found)].join("; ") || "it printed no reason";
    return errors.length === 0 && updates.has(command)
        ? `it was interrupted or killed, because it names no error; its last line: ${reason}`
        : reason;
}
