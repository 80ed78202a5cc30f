import { readFileSync } from "node:fs";
import { describeError, loadHandler, named, type Handler } from "./handler";
import { redirectConnections } from "./hosts";
import type { InvocationContext, Reply, Request } from "./messages";

/*
 * What runs first in a function's process: it loads the registered code and calls it, as the runtime inside Lambda does.
 */

let handler: Handler | undefined;

process.on("message", (request: Request) => {
    if (request.kind === "initialise") initialise(request);
    else void invoke(request.event, request.context);
});

// As in Lambda, either of them is the end of the process, and the answer to the invocation at hand.
process.on("uncaughtException", fail);
process.on("unhandledRejection", (reason) => {
    fail(named("Runtime.UnhandledPromiseRejection", String(reason)));
});

function initialise(request: Extract<Request, { kind: "initialise" }>): void {
    try {
        redirectConnections(request.hostMap);
        handler = loadHandler(request.taskRoot, request.handler);
        answer({ isFinal: false });
    } catch (error) {
        fail(error);
    }
}

async function invoke(event: string, context: InvocationContext): Promise<void> {
    try {
        const { deadlineMs, ...data } = context;
        const result = await handler?.(JSON.parse(event), {
            ...data,
            callbackWaitsForEmptyEventLoop: true,
            getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
        });
        answer({ payload: serialise(result), isFinal: false });
    } catch (error) {
        answer({ error: describeError(error), isFinal: false });
    }
}

function serialise(result: unknown): string {
    try {
        // A function that answers nothing, or what JSON does not have, answers null.
        const text: unknown = JSON.stringify(result);
        return typeof text === "string" ? text : "null";
    } catch {
        throw new Error("Unable to stringify response body");
    }
}

/** The platform ends the process when it has this answer. */
function fail(error: unknown): void {
    answer({ error: describeError(error), isFinal: true });
}

function answer(reply: Omit<Reply, "peakResidentBytes">): void {
    process.send?.({ ...reply, peakResidentBytes: peakResidentBytes() });
}

/** Linux counts the parent's memory into `maxRSS`, for it is taken before the program is replaced. */
function peakResidentBytes(): number {
    if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    return Number(match?.[1] ?? 0) * 1024;
}
