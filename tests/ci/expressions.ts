import { runInNewContext } from "node:vm";
import { toRecord } from "../../offline/toRecord";

/** The contexts that an expression may use, for instance `github` and `matrix`. */
export type Contexts = Readonly<Record<string, unknown>>;

/** The status of the jobs or steps before one. */
export type Status = "success" | "failure" | "cancelled";

/**
 * The value of an expression of GitHub Actions. The expressions of the workflows are JavaScript too, except for
 * properties with hyphens.
 *
 * @throws if the expression uses a context that is missing.
 */
function evaluate(expression: string, contexts: Contexts): unknown {
    const script = expression.replace(/\.(\w+(?:-\w+)+)/g, '["$1"]');
    return runInNewContext(script, { ...contexts });
}

/** A value of a workflow as text, with the values of its expressions. */
export function expand(value: unknown, contexts: Contexts): string {
    return String(value).replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => String(evaluate(expression, contexts)));
}

/** The environment variables that a step sets. */
export function environmentOf(
    { env }: Readonly<Record<string, unknown>>,
    contexts: Contexts,
): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(toRecord(env)).map(([name, value]) => [name, expand(value, contexts)]));
}

/** Whether a job or a step runs. Without a function of the status in its condition, it runs only after a success. */
export function isRun(
    { if: condition }: Readonly<Record<string, unknown>>,
    contexts: Contexts,
    status: Status = "success",
): boolean {
    const isSuccess = status === "success";
    if (condition === undefined) {
        return isSuccess;
    }
    const text = typeof condition === "string" ? condition : JSON.stringify(condition);
    const expression = text.replace(/^\$\{\{(.*)\}\}$/, "$1");
    const functions = {
        always: () => true,
        cancelled: () => status === "cancelled",
        failure: () => status === "failure",
        success: () => isSuccess,
    };
    const hasStatus = /\b(always|cancelled|failure|success)\(\)/.test(expression);
    return (hasStatus || isSuccess) && Boolean(evaluate(expression, { ...contexts, ...functions }));
}
