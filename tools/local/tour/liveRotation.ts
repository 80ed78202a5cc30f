import { loginKinds } from "../../../handlers/shared/loginKinds";
import { callAccess, type LocalPlatform, rotate } from "../platform/platform";
import type { Application } from "./application";
import { experimentKey, units } from "./experiment";

/** Requests that clients made while every secret was rotated. */
export interface LiveRotation {
    readonly rotationMs: number;
    /** Queries of the access function, which reads secrets of its own. */
    readonly queries: number;
    /** Calls of the application, over connections that were opened before the rotation. */
    readonly requests: number;
    /** The failed requests, each with its reason. */
    readonly failures: readonly string[];
}

/**
 * Rotates all three secrets while clients work, and counts their failures.
 *
 * @param signal interrupts it between two rotations.
 */
export async function rotateUnderLoad(
    platform: LocalPlatform,
    application: Application,
    signal: AbortSignal,
): Promise<LiveRotation> {
    const failures: string[] = [];
    const rotation = new AbortController();
    const ended = AbortSignal.any([rotation.signal, signal]);
    const repeat = (work: (times: number) => Promise<void>) => repeatUntil(ended, work, failures);
    try {
        const clients = [
            repeat(async () => {
                const answer = await callAccess(platform, { action: "query", sql: "select current_user" });
                if (answer.ok !== true) {
                    failures.push(JSON.stringify(answer.error));
                }
            }),
            repeat(async (times) => {
                await application.assign(experimentKey, `${String(units[times % units.length])}-later`);
            }),
        ];
        const start = performance.now();
        for (const kind of loginKinds) {
            signal.throwIfAborted();
            await rotate(platform, kind);
        }
        const rotationMs = Math.round(performance.now() - start);
        rotation.abort();
        const [queries = 0, requests = 0] = await Promise.all(clients);
        return { rotationMs, queries, requests, failures };
    } finally {
        rotation.abort();
    }
}

/**
 * Repeats the work until it is stopped.
 *
 * @returns how often it was done
 */
async function repeatUntil(
    ended: AbortSignal,
    work: (times: number) => Promise<void>,
    failures: string[],
): Promise<number> {
    for (let times = 0; ; times++) {
        if (ended.aborted) {
            return times;
        }
        await work(times).catch((error: unknown) =>
            failures.push(error instanceof Error ? error.message : String(error)),
        );
    }
}
