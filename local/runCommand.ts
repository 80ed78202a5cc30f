import { RunError } from "@pulumi/pulumi";
import type { LocalOptions } from "./options";
import { createProgress } from "./progress";
import { jsonReport, textReport } from "./report";
import { runLocally } from "./runLocally";

const exitCodes = { done: 0, failed: 1, interrupted: 130 } as const;

/** Runs a stack locally and shows what happens. Answers the exit code. */
export async function runCommand(options: LocalOptions): Promise<number> {
    // The SDK announces on standard error that it will leave Node.js 20; it concerns nobody who takes the tour.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
    const interruption = new AbortController();
    const interrupt = (name: NodeJS.Signals) => {
        interruption.abort(new Error(`Interrupted by ${name}.`));
    };
    process.on("SIGINT", interrupt).on("SIGTERM", interrupt).on("SIGHUP", interrupt);
    const progress = createProgress(options.json ? process.stderr : process.stdout, interruption.signal);
    try {
        const result = await runLocally(options, progress, interruption.signal);
        process.stdout.write(options.json ? jsonReport(result, progress.steps) : textReport(result));
        return exitCodes.done;
    } catch (error) {
        const message = interruption.signal.aborted ? messageOf(error) : failureText(error);
        process.stderr.write(`\n${message}\n`);
        if (options.json) {
            process.stdout.write(`${JSON.stringify({ ok: false, error: message, steps: progress.steps }, null, 2)}\n`);
        }
        return interruption.signal.aborted ? exitCodes.interrupted : exitCodes.failed;
    }
}

/** The sentences alone: a stack trace would tell a user nothing. */
function failureText(error: unknown): string {
    return RunError.isInstance(error) ? messageOf(error) : `The local platform stopped. ${messageOf(error)}`;
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
