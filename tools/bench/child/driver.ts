import { type Handler, loadHandler } from "../../local/lambda/runtime/handler";
import type { DriverAnswer, DriverRequest } from "./messages";

/*
 * Runs in the measured process in place of a function's code. It loads the measured code, calls it, and takes the time
 * on the spot, so that no figure includes messages between processes.
 */

let subject: Handler | undefined;

/** The handler that the process's runtime calls. */
export async function handler(request: DriverRequest, context: unknown): Promise<DriverAnswer> {
    switch (request.action) {
        case "load": {
            const start = performance.now();
            subject = loadHandler(request.folder, request.handler);
            return { milliseconds: [performance.now() - start] };
        }
        case "call":
            return { milliseconds: await timeCalls(request, context) };
        case "exit":
            process.exit(0);
    }
}

async function timeCalls(
    { event, times, rows }: Extract<DriverRequest, { action: "call" }>,
    context: unknown,
): Promise<number[]> {
    const milliseconds: number[] = [];
    for (let call = 0; call < times; call += 1) {
        const start = performance.now();
        const answer = await subject?.(event, context);
        milliseconds.push(performance.now() - start);
        requireRows(answer, rows);
    }
    return milliseconds;
}

/** Checks a result, so that a failed call never counts as a fast one. */
function requireRows(answer: unknown, expected: number | null): void {
    if (expected === null) {
        return;
    }
    const rows: unknown = Reflect.get(Object(answer), "rows");
    if (!Array.isArray(rows) || rows.length !== expected) {
        // The response to a failed call holds a code and a message, but never a value.
        const found = Array.isArray(rows) ? `${rows.length} rows` : JSON.stringify(answer);
        throw new Error(`the answer must hold ${expected} rows, and is ${found}`);
    }
}
