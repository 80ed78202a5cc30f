import "@pulumi/aws";
import "@pulumi/awsx";
import "@pulumi/pulumi";
import { endWithFailure } from "../../cli/failure";
import type { PlanAnswer } from "./planMessages";

/*
 * Runs in a process of its own: imports Pulumi's packages, then plans what its arguments say, and writes how long each
 * took and how much memory it needed at most.
 */

async function main(what: string, value: string): Promise<void> {
    const importedMs = performance.now();
    await plan(what, value);
    const answer: PlanAnswer = {
        importedMs,
        plannedMs: performance.now() - importedMs,
        // Node.js counts in kibibytes.
        peakBytes: process.resourceUsage().maxRSS * 1024,
    };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function plan(what: string, value: string): Promise<void> {
    if (what === "nothing") {
        return;
    }
    // Not before: importing the SDK is a figure of its own.
    const { runProgram } = await import("../../../offline/runProgram");
    if (what === "stack") {
        await runProgram({ stack: value, serialiseAnew: true });
        return;
    }
    const { manyPlatforms } = await import("./manyPlatforms");
    await runProgram({
        stack: "dev",
        // As Pulumi does it: each platform's function by itself.
        serialiseAnew: true,
        program: async () => {
            await manyPlatforms(Number(value));
        },
    });
}

main(process.argv[2] ?? "", process.argv[3] ?? "").catch(endWithFailure);
