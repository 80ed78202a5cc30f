import { toRecord } from "../../../offline/toRecord";
import type { InvocationResult } from "../../../tools/local/lambda/answers";

/** What a caller acts on: the code, whether a retry is safe, and what became of the work. */
export type Verdict = readonly [code: string, retryable: boolean, outcome: string];

/** The verdict of an answer; `["ok"]` for a success. Throws where the function itself failed, a time-out among others. */
export function verdict(result: InvocationResult): Verdict | readonly ["ok"] {
    const { ok, error } = payload(result);
    if (ok === true) return ["ok"];
    const { code, retryable, outcome } = toRecord(error);
    return [String(code), retryable === true, String(outcome)];
}

/** The answer's fields. Throws where the function itself failed. */
export function payload(result: InvocationResult): Record<string, unknown> {
    if (!result.ok) throw new Error(`the function failed: ${result.errorType}: ${result.errorMessage}`);
    return toRecord(result.payload);
}
