import { exitCodes } from "../cli/command";
import { commandFailure } from "../cli/commandFailure";
import { createProgress } from "../cli/progress";
import { widthOf } from "../cli/width";
import { jsonReport } from "./jsonReport";
import type { CostOptions } from "./options";
import { costReport } from "./report";
import { textReport } from "./textReport";

/** Prices a stack and prints the report. Returns the exit code. */
export async function runCommand({ stack, usage, json }: CostOptions): Promise<number> {
    // The report may go to a file, so progress is on standard error. There is nothing to clean up, so a signal ends the
    // process at once.
    const progress = createProgress(process.stderr);
    try {
        const title = `Price ${stack} with its settings and with cheaper ones`;
        const report = await progress.step(title, () => costReport(stack, usage));
        process.stdout.write(json ? jsonReport(report) : textReport(report, widthOf(process.stdout)));
        return exitCodes.done;
    } catch (error) {
        const { message, exitCode } = commandFailure("Nothing was priced.", error);
        process.stderr.write(`\n${message}\n`);
        return exitCode;
    }
}
