import type { Interruption } from "../cli/interruption";
import type { Progress } from "../cli/progress";
import type { LocalOptions } from "./options";
import { endAll } from "./platform/cleanUp";
import { type Artifact, artifactOf } from "./platform/functions";
import { type AccessAnswer, callAccess, functionNames, type LocalPlatform } from "./platform/platform";
import { resourceOf } from "./platform/resources";
import { type Leftovers, startPlatform } from "./platform/startPlatform";
import { takeTour, type TourResult } from "./tour/tour";

/** The result of a local run. */
export interface LocalResult {
    readonly platform: LocalPlatform;
    readonly artifacts: Readonly<Record<"access" | "rotation", Artifact>>;
    readonly tour: TourResult;
    /** The user's events with their responses. */
    readonly events: readonly { readonly event: unknown; readonly answer: AccessAnswer }[];
}

/** Uses a platform while it is alive. Adds to `leftovers` whatever has to be stopped. */
export type WhileAlive = (result: LocalResult, leftovers: Leftovers) => Promise<void>;

/**
 * Starts a stack's platform, takes the tour, sends the user's events, and stops everything.
 *
 * @param whileAlive called before everything is stopped. Default: nothing.
 */
export async function runLocally(
    { stack, events }: Pick<LocalOptions, "stack" | "events">,
    progress: Progress,
    interruption: Interruption,
    whileAlive?: WhileAlive,
): Promise<LocalResult> {
    const { signal } = interruption;
    const leftovers: Leftovers = { cleanUp: [], log: [] };
    try {
        const platform = await startPlatform({ stack }, progress, interruption, leftovers);
        const tour = await takeTour(platform, progress, signal, leftovers);
        const answers = [];
        for (const event of events) {
            const answer = await progress.step("Send your event", () => callAccess(platform, event));
            answers.push({ event, answer });
        }
        const result = { platform, artifacts: await artifactsOf(platform), tour, events: answers };
        await whileAlive?.(result, leftovers);
        return result;
    } catch (error) {
        throw signal.aborted ? error : withLog(error, leftovers.log);
    } finally {
        await progress.lastStep("Stop everything", () => endAll(leftovers.cleanUp));
    }
}

async function artifactsOf({ program }: LocalPlatform): Promise<LocalResult["artifacts"]> {
    const artifact = (name: string) => artifactOf(resourceOf(program.resources, "aws:lambda/function:Function", name));
    return { access: await artifact(functionNames.access), rotation: await artifact(functionNames.rotation) };
}

/** Appends the functions' last lines, which usually show the cause. */
function withLog(error: unknown, log: readonly string[]): unknown {
    if (!(error instanceof Error) || log.length === 0) {
        return error;
    }
    const lines = log.slice(-5).map((line) => `  ${line}`);
    return Object.assign(error, { message: `${error.message}\n\nThe functions' last log lines:\n${lines.join("\n")}` });
}
