import { createInterruption, exitCodeOf } from "../cli/interruption";
import { failureText } from "../cli/failure";
import { createProgress } from "../cli/progress";
import { widthOf } from "../cli/width";
import type { BenchOptions } from "./options";
import { jsonReport, textReport } from "./report";
import { runBench } from "./runBench";

const exitCodes = { measured: 0, failed: 1 } as const;

/** Measures and shows the figures. Answers the exit code; a target that is missed is no failure. */
export async function runCommand({ json, quick }: BenchOptions): Promise<number> {
    // The SDK announces on standard error that it will leave Node.js 20; it concerns nobody who measures.
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
