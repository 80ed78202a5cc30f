import { exitCodes } from "../cli/command";
import { commandFailure } from "../cli/commandFailure";
import { createInterruption } from "../cli/interruption";
import { createProgress } from "../cli/progress";
import { widthOf } from "../cli/width";
import type { BenchOptions } from "./options";
import { jsonReport, textReport } from "./report";
import { runBench } from "./runBench";

/**
 * Measures and prints the figures.
 *
 * @returns the exit code; a missed target is not a failure
 */
export async function runCommand({ json, quick }: BenchOptions): Promise<number> {
    const interruption = createInterruption();
    const progress = createProgress(json ? process.stderr : process.stdout, interruption.signal);
    try {
        const figures = await runBench(quick, progress, interruption);
        process.stdout.write(json ? jsonReport(figures) : textReport(figures, widthOf(process.stdout)));
        return exitCodes.done;
    } catch (error) {
        const { message, exitCode } = commandFailure("Nothing was measured.", error, interruption.signal);
        process.stderr.write(`\n${message}\n`);
        return exitCode;
    }
}
