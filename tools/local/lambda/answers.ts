import type { FunctionError, Reply } from "./runtime/messages";
import type { Outcome } from "./sandbox";

/** The result of an invocation, as Lambda's caller receives it. */
export type InvocationResult =
    | { readonly ok: true; readonly payload: unknown }
    | ({ readonly ok: false; readonly timedOut: boolean } & FunctionError);

/** Lambda's maximum size of an event, in bytes of JSON. */
export const maxEventBytes = 6_291_456;
/** Lambda's maximum size of a response, in bytes of JSON. */
export const maxResponseBytes = 6_291_556;

/** Converts the outcome of a function's process into Lambda's result. */
export function readOutcome(outcome: Outcome, requestId: string, limitSeconds: number): InvocationResult {
    switch (outcome.kind) {
        case "timedOut":
            return {
                ok: false,
                timedOut: true,
                errorType: "Sandbox.Timedout",
                errorMessage: `RequestId: ${requestId} Error: Task timed out after ${limitSeconds.toFixed(2)} seconds`,
            };
        case "ended":
            return failure("Runtime.ExitError", `RequestId: ${requestId} Error: ${describeEnd(outcome)}`);
        case "replied":
            return readReply(outcome.reply);
    }
}

/** Lambda's error for an event over {@link maxEventBytes}. */
export function eventTooLarge(): InvocationResult {
    const message = `Request must be smaller than ${maxEventBytes} bytes for the InvokeFunction operation`;
    return failure("RequestTooLargeException", message);
}

function readReply({ error, payload = "null" }: Reply): InvocationResult {
    if (error !== undefined) return { ok: false, timedOut: false, ...error };
    if (Buffer.byteLength(payload) > maxResponseBytes) {
        const message = `Response payload size exceeded maximum allowed payload size (${maxResponseBytes} bytes).`;
        return failure("Function.ResponseSizeTooLarge", message);
    }
    const parsed: unknown = JSON.parse(payload);
    return { ok: true, payload: parsed };
}

function describeEnd({ code, signal }: Extract<Outcome, { kind: "ended" }>): string {
    if (code === 0) return "Runtime exited without providing a reason";
    if (code !== null) return `Runtime exited with error: exit status ${code}`;
    const words: Readonly<Record<string, string>> = { SIGKILL: "killed", SIGABRT: "aborted", SIGTERM: "terminated" };
    return `Runtime exited with error: signal: ${words[signal ?? ""] ?? signal ?? "unknown"}`;
}

function failure(errorType: string, errorMessage: string): InvocationResult {
    return { ok: false, timedOut: false, errorType, errorMessage };
}
