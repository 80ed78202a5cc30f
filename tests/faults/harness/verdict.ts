import { toRecord } from "../../../offline/toRecord";
import type { InvocationResult } from "../../../tools/local/lambda/answers";

/** An error as a caller acts on it: the code, whether a retry is safe, and the outcome of the work. */
export type Failure = readonly [code: string, retryable: boolean, outcome: string];

/** The verdict on a response: a failure, or `["ok"]`. */
export type Verdict = Failure | readonly ["ok"];

/** The verdict on a response. Throws if the function itself failed, for instance by a time-out. */
export function verdict(result: InvocationResult): Verdict {
    const { ok, error } = payload(result);
    if (ok === true) return ["ok"];
    const { code, retryable, outcome } = toRecord(error);
    return [String(code), retryable === true, String(outcome)];
}

/** The response's fields. Throws if the function itself failed. */
export function payload(result: InvocationResult): Record<string, unknown> {
    if (!result.ok) throw new Error(`the function failed: ${result.errorType}: ${result.errorMessage}`);
    return toRecord(result.payload);
}

/** A verdict as part of a test's title, for instance "fails with lockTimeout (retryable, failed)". */
export function describeVerdict(expected: Verdict): string {
    if (expected.length === 1) return "succeeds";
    const [code, retryable, outcome] = expected;
    return `fails with ${code} (${retryable ? "" : "not "}retryable, ${outcome})`;
}
