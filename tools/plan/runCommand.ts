import { runProgram } from "../../offline/runProgram";
import { exitCodes } from "../cli/command";
import { commandFailure } from "../cli/commandFailure";
import { createProgress } from "../cli/progress";
import { foldLines, widthOf } from "../cli/width";
import { comparePlans } from "./compare";
import { differenceText } from "./differenceText";
import { differenceDocument, planDocument } from "./document";
import type { PlanOptions } from "./options";
import { paintFor } from "./paint";
import { makePlan, type Plan } from "./plan";
import { planText } from "./planText";

/** Shows a stack's plan, or its differences from another stack's. Returns the exit code. */
export async function runCommand({ stack, diff, json }: PlanOptions): Promise<number> {
    // There is nothing to clean up, so a signal ends the process at once, also during synchronous work.
    const progress = createProgress(process.stderr);
    const planStack = async (name: string): Promise<Plan> => {
        const run = async () => await makePlan(name, await runProgram({ stack: name }));
        // The run takes a few seconds, so a terminal shows progress. A program that reads the output gets none.
        return process.stderr.isTTY ? await progress.step(`Register the resources of ${name}`, run) : await run();
    };
    const paint = paintFor(process.stdout);
    const width = widthOf(process.stdout);
    try {
        const other = diff === undefined ? undefined : await planStack(diff);
        const plan = await planStack(stack);
        if (other === undefined) {
            process.stdout.write(json ? planDocument(plan) : planText(plan, paint, width));
        } else {
            const difference = comparePlans(other, plan);
            process.stdout.write(
                json ? differenceDocument(difference) : foldLines(differenceText(difference, paint), width),
            );
        }
        return exitCodes.done;
    } catch (error) {
        const { message, exitCode } = commandFailure("Nothing was planned.", error);
        process.stderr.write(`${message}\n`);
        return exitCode;
    }
}
