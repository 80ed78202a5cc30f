import type { Answer } from "../../../handlers/access/handler";

/** The facts that a caller acts on: code, whether a retry is safe, and outcome; `["ok"]` for a success. */
export function verdictOf(answer: Answer): readonly unknown[] {
    return answer.ok ? ["ok"] : [answer.error.code, answer.error.retryable, answer.error.outcome];
}
