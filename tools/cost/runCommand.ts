import { RunError } from "@pulumi/pulumi";
import { ConfigurationError } from "../../settings/configReader";
import { failureText } from "../cli/failure";
import { createProgress } from "../cli/progress";
import { widthOf } from "../cli/width";
import { jsonReport } from "./jsonReport";
import type { CostOptions } from "./options";
import { costReport } from "./report";
import { textReport } from "./textReport";

const exitCodes = { shown: 0, failed: 1 } as const;

/** Prices a stack and prints the report. Returns the exit code. */
export async function runCommand({ stack, usage, json }: CostOptions): Promise<number> {
    // The SDK warns on standard error that it will drop Node.js 20, which does not matter for a report of costs.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
    // On standard error, because the report may go to a file. A signal ends the process at once: nothing needs cleaning up.
    const progress = createProgress(process.stderr);
    try {
        const title = `Price ${stack} as it is and as it could be`;
        const report = await progress.step(title, () => costReport(stack, usage));
        process.stdout.write(json ? jsonReport(report) : textReport(report, widthOf(process.stdout)));
        return exitCodes.shown;
    } catch (error) {
        const message = failureText(error);
        const isOwnSentence = RunError.isInstance(error) || error instanceof ConfigurationError;
        process.stderr.write(`\n${isOwnSentence ? message : `Nothing was priced. ${message}`}\n`);
        return exitCodes.failed;
    }
}
