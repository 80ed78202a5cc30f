import "@pulumi/aws";
import "@pulumi/awsx";
import "@pulumi/pulumi";
import { endWithFailure } from "../../cli/failure";
import type { PlanAnswer } from "./planMessages";

/*
 * Runs in a process of its own. It imports Pulumi's packages, plans according to its arguments, and prints the duration
 * of each and the highest resident memory.
 */

async function main(what: string, value: string): Promise<void> {
    const importedMs = performance.now();
    await plan(what, value);
    const answer: PlanAnswer = {
        importedMs,
        plannedMs: performance.now() - importedMs,
        // Node.js reports kibibytes.
        peakBytes: process.resourceUsage().maxRSS * 1024,
    };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function plan(what: string, value: string): Promise<void> {
    if (what === "nothing") {
        return;
    }
    // Imported late, because importing the SDK is a figure of its own.
    const { runProgram } = await import("../../../offline/runProgram");
    if (what === "stack") {
        await runProgram({ stack: value, serialiseAnew: true });
        return;
    }
    const { manyPlatforms } = await import("./manyPlatforms");
    await runProgram({
        stack: "dev",
        // Serialises each platform's function separately, as Pulumi does.
        serialiseAnew: true,
        program: async () => {
            await manyPlatforms(Number(value));
        },
    });
}

main(process.argv[2] ?? "", process.argv[3] ?? "").catch(endWithFailure);
