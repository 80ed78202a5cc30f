import { RunError } from "@pulumi/pulumi";
import { failureText } from "../cli/failure";
import { createInterruption, exitCodeOf } from "../cli/interruption";
import { createProgress } from "../cli/progress";
import { widthOf } from "../cli/width";
import type { LocalOptions } from "./options";
import { jsonReport, nothingLeft, textReport } from "./report";
import { type LocalResult, runLocally } from "./runLocally";
import { keepOpen, type KeptPlatform } from "./serve/keepOpen";
import { untilAborted } from "./serve/untilAborted";

const exitCodes = { done: 0, failed: 1, eventRefused: 3 } as const;

/**
 * Runs a stack locally and prints the result.
 *
 * @returns the exit code
 */
export async function runCommand(options: LocalOptions): Promise<number> {
    // Suppresses the SDK's warning that it will drop Node.js 20, which does not affect the local run.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
    const interruption = createInterruption();
    const progress = createProgress(options.json ? process.stderr : process.stdout, interruption.signal);
    const state = { isReported: false, isEventRefused: false };
    const report = (result: LocalResult, kept?: KeptPlatform) => {
        state.isReported = true;
        state.isEventRefused = result.events.some(({ answer }) => answer.ok !== true);
        process.stdout.write(
            options.json ? jsonReport(result, progress.steps, kept) : textReport(result, kept, widthOf(process.stdout)),
        );
    };
    try {
        if (options.keep) {
            await runLocally(options, progress, interruption, async (result, leftovers) => {
                const open = () => keepOpen(result.platform, leftovers);
                report(result, await progress.step("Open the platform to you", open));
                survivePipes();
                await untilAborted(interruption.signal);
            });
            if (!options.json) process.stdout.write(`\n${nothingLeft}`);
        } else {
            report(await runLocally(options, progress, interruption));
        }
        return state.isEventRefused ? exitCodes.eventRefused : exitCodes.done;
    } catch (error) {
        // Ctrl-C is the regular end of a kept platform, so an error after its report is a failure, not an interruption.
        const isInterrupted = interruption.signal.aborted && !state.isReported;
        const message = isInterrupted ? failureText(error) : endText(error);
        process.stderr.write(`\n${message}\n`);
        if (options.json && !state.isReported) {
            process.stdout.write(`${JSON.stringify({ ok: false, error: message, steps: progress.steps }, null, 2)}\n`);
        }
        return isInterrupted ? exitCodeOf(interruption.signal) : exitCodes.failed;
    }
}

/** Ctrl-C also ends `tee` and similar readers of the output. A closed pipe must not prevent the clean-up. */
function survivePipes(): void {
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}

/** Messages only: a stack trace does not help a user. */
function endText(error: unknown): string {
    return RunError.isInstance(error) ? failureText(error) : `The local platform stopped. ${failureText(error)}`;
}
