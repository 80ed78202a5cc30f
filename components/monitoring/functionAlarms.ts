import type { AlarmDefinition } from "./alarm";

/** A function to watch. */
export interface WatchedFunction {
    /** What its alarms are called by: `access` or `rotation`. */
    readonly key: string;
    /** The function's name. */
    readonly name: string;
    readonly timeoutSeconds: number;
    /** The runbook's section about its errors, and what one of them means. */
    readonly errors: { readonly section: string; readonly meaning: string };
}

/**
 * The alarms of a function. Without an invocation there is no value, and nothing has happened.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function functionAlarms(watched: WatchedFunction, durationPercent: number): AlarmDefinition[] {
    const { key, name, timeoutSeconds, errors } = watched;
    const metric = { namespace: "AWS/Lambda", dimensions: { FunctionName: name } } as const;
    const common = { periodSeconds: 300, periods: 1, missing: "notBreaching" } as const;
    return [
        {
            ...common,
            ...errors,
            key: `${key}-errors`,
            metric: { ...metric, name: "Errors", statistic: "Sum" },
            speaks: "from",
            threshold: 1,
        },
        {
            ...common,
            key: `${key}-throttles`,
            section: "function-throttles",
            meaning: `Lambda has refused to run ${name}: too many invocations at once.`,
            metric: { ...metric, name: "Throttles", statistic: "Sum" },
            speaks: "from",
            threshold: 1,
        },
        {
            ...common,
            key: `${key}-duration`,
            section: "function-duration",
            meaning: `${name} has taken more than ${durationPercent} % of its ${timeoutSeconds} seconds.`,
            metric: { ...metric, name: "Duration", statistic: "Maximum" },
            speaks: "above",
            threshold: timeoutSeconds * 10 * durationPercent,
        },
    ];
}
