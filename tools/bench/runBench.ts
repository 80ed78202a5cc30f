import { runProgram } from "../../offline/runProgram";
import type { Interruption } from "../cli/interruption";
import type { Progress } from "../cli/progress";
import { type CleanUp, endAll } from "../local/platform/cleanUp";
import type { Figure } from "./figure";
import { writeFiles } from "./files";
import { measureArtifacts } from "./measure/artifacts";
import { measureFreshProcesses } from "./measure/freshProcesses";
import { measurePlans } from "./measure/plans";
import { measureRotations, startRotations } from "./measure/rotation";
import { measureRoundTrips } from "./measure/roundTrips";
import { measureWarmQueries } from "./measure/warmQueries";
import { fullRounds, quickRounds } from "./rounds";
import type { Bench } from "./subject";
import { stack, startSurroundings } from "./surroundings";

/** Measures everything and cleans up. Throws if a measurement fails or the signal is aborted. */
export async function runBench(
    isQuick: boolean,
    progress: Progress,
    { signal, hold }: Interruption,
): Promise<Figure[]> {
    const rounds = isQuick ? quickRounds : fullRounds;
    const cleanUp: CleanUp = [];
    // Runs before there is anything to clean up, because it is synchronous for seconds and would delay signals.
    const program = await progress.step(`Register the resources of stack ${stack}`, () => runProgram({ stack }));
    hold();
    try {
        const plans = await progress.step("Measure plans", (say) => measurePlans(rounds, signal, say));
        const surroundings = await startSurroundings(program, progress, signal, cleanUp);
        const files = await progress.step("Bundle the baselines", () => writeFiles(surroundings.program, cleanUp));
        const bench: Bench = { surroundings, files, signal, cleanUp };
        const rotations = await progress.step("Rotate each secret for the first time", () => startRotations(bench));
        const fresh = await progress.step("Measure initialisation and first query", (say) =>
            measureFreshProcesses(bench, rounds, say),
        );
        const warm = await progress.step("Measure queries on a warm connection", (say) =>
            measureWarmQueries(bench, rounds, say),
        );
        const delayed = await progress.step("Measure round trips of a query", (say) =>
            measureRoundTrips(bench, rounds, say),
        );
        const rotation = await progress.step("Measure rotations", (say) =>
            measureRotations(bench, rotations, rounds, say),
        );
        return [...plans, ...fresh, ...warm, ...delayed, ...measureArtifacts(files), rotation];
    } finally {
        await progress.lastStep("Stop everything", () => endAll(cleanUp));
    }
}
