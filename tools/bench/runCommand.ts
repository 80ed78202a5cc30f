import { failureText } from "../cli/failure";
import { createInterruption, exitCodeOf } from "../cli/interruption";
import { createProgress } from "../cli/progress";
import { widthOf } from "../cli/width";
import type { BenchOptions } from "./options";
import { jsonReport, textReport } from "./report";
import { runBench } from "./runBench";

const exitCodes = { measured: 0, failed: 1 } as const;

/**
 * Measures and prints the figures.
 *
 * @returns the exit code; a missed target is not a failure
 */
export async function runCommand({ json, quick }: BenchOptions): Promise<number> {
    // Suppresses the SDK's warning that it will drop Node.js 20, which does not affect measurements.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
    const interruption = createInterruption();
    const progress = createProgress(json ? process.stderr : process.stdout, interruption.signal);
    try {
        const figures = await runBench(quick, progress, interruption);
        process.stdout.write(json ? jsonReport(figures) : textReport(figures, widthOf(process.stdout)));
        return exitCodes.measured;
    } catch (error) {
        const message = failureText(error);
        process.stderr.write(`\n${interruption.signal.aborted ? message : `Nothing was measured. ${message}`}\n`);
        return interruption.signal.aborted ? exitCodeOf(interruption.signal) : exitCodes.failed;
    }
}
