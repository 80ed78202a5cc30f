import { exitCodes } from "../cli/command";
import { commandFailure } from "../cli/commandFailure";
import { createInterruption } from "../cli/interruption";
import { createProgress } from "../cli/progress";
import { widthOf } from "../cli/width";
import type { LocalOptions } from "./options";
import { jsonReport, nothingLeft, textReport } from "./report/report";
import { type LocalResult, runLocally } from "./runLocally";
import { keepOpen, type KeptPlatform } from "./serve/keepOpen";
import { untilAborted } from "./serve/untilAborted";

/** An event of the user was answered with `"ok": false`. */
const eventRefusedExitCode = 3;

/**
 * Runs a stack locally and prints the result.
 *
 * @returns the exit code
 */
export async function runCommand(options: LocalOptions): Promise<number> {
    const interruption = createInterruption();
    const progress = createProgress(options.json ? process.stderr : process.stdout, interruption.signal);
    const state = { isReported: false, isEventRefused: false };
    const report = (result: LocalResult, kept?: KeptPlatform) => {
        state.isReported = true;
        state.isEventRefused = result.events.some(({ answer }) => answer.ok !== true);
        const output = { width: widthOf(process.stdout), isTerminal: process.stdout.isTTY };
        process.stdout.write(
            options.json ? jsonReport(result, progress.steps, kept) : textReport(result, kept, output),
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
        return state.isEventRefused ? eventRefusedExitCode : exitCodes.done;
    } catch (error) {
        // Ctrl-C is the regular end of a kept platform, so an error after its report is a failure, not an interruption.
        const signal = state.isReported ? undefined : interruption.signal;
        const { message, exitCode } = commandFailure("The local platform stopped.", error, signal);
        process.stderr.write(`\n${message}\n`);
        if (options.json && !state.isReported) {
            process.stdout.write(`${JSON.stringify({ ok: false, error: message, steps: progress.steps }, null, 2)}\n`);
        }
        return exitCode;
    }
}

/** Ctrl-C also ends `tee` and similar readers of the output. A closed pipe must not prevent the clean-up. */
function survivePipes(): void {
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}
