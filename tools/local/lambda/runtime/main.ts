import { readFileSync } from "node:fs";
import { describeError, type Handler, loadHandler, named } from "./handler";
import { redirectConnections } from "./hosts";
import type { InvocationContext, Reply, Request } from "./messages";

/*
 * The entry point of a function's process. It loads the registered code and calls it, like the runtime inside Lambda.
 */

let handler: Handler | undefined;

process.on("message", (request: Request) => {
    if (request.kind === "initialise") initialise(request);
    else void invoke(request.event, request.context);
});

// As in Lambda, both end the process and fail the current invocation.
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
        // The result is null if the function returns undefined or a value that JSON cannot represent.
        const text: unknown = JSON.stringify(result);
        return typeof text === "string" ? text : "null";
    } catch {
        throw new Error("Unable to stringify response body");
    }
}

/** Sends an error. The platform ends the process when it receives it. */
function fail(error: unknown): void {
    answer({ error: describeError(error), isFinal: true });
}

function answer(reply: Omit<Reply, "peakResidentBytes">): void {
    process.send?.({ ...reply, peakResidentBytes: peakResidentBytes() });
}

/** On Linux, `maxRSS` includes the parent's memory from before exec, so VmHWM is read instead. */
function peakResidentBytes(): number {
    if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    return Number(match?.[1] ?? 0) * 1024;
}
