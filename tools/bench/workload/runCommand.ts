import { writeFile } from "node:fs/promises";
import { exitCodes } from "../../cli/command";
import { commandFailure } from "../../cli/commandFailure";
import { createInterruption } from "../../cli/interruption";
import { createProgress } from "../../cli/progress";
import { widthOf } from "../../cli/width";
import type { WorkloadOptions } from "./options";
import { workloadPlot } from "./plot";
import { missesTargets, workloadJson, workloadText } from "./report";
import { runWorkload } from "./runWorkload";
import { fullWorkloadRounds, quickWorkloadRounds, sizeOf } from "./size";

/** The exit code if everything was measured and a target is missed. */
const targetMissed = 3;

/**
 * Measures and prints the figures.
 *
 * @returns the exit code
 */
export async function runCommand({ json, quick, units, seed, tuning, plot }: WorkloadOptions): Promise<number> {
    const interruption = createInterruption();
    const progress = createProgress(json ? process.stderr : process.stdout, interruption.signal);
    try {
        const rounds = quick ? quickWorkloadRounds : fullWorkloadRounds;
        const result = await runWorkload(sizeOf(units, seed), rounds, progress, interruption, tuning);
        process.stdout.write(json ? workloadJson(result) : workloadText(result, widthOf(process.stdout)));
        if (plot !== undefined) await writeFile(plot, workloadPlot(result));
        return !quick && missesTargets(result) ? targetMissed : exitCodes.done;
    } catch (error) {
        const { message, exitCode } = commandFailure("Nothing was measured.", error, interruption.signal);
        process.stderr.write(`\n${message}\n`);
        return exitCode;
    }
}
