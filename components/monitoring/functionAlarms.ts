import type { AlarmDefinition } from "./alarm";

/** A function to watch. */
export interface WatchedFunction {
    /** The prefix of its alarms: `access` or `rotation`. */
    readonly key: string;
    /** The function's name. */
    readonly name: string;
    readonly timeoutSeconds: number;
    /** The runbook's section about the function's errors, and their meaning. */
    readonly errors: { readonly section: string; readonly meaning: string };
}

/**
 * The alarms of a function. A period without an invocation has no value, and is not a failure.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function functionAlarms(watched: WatchedFunction, durationPercent: number): AlarmDefinition[] {
    const { key, name, timeoutSeconds, errors } = watched;
    const metric = { namespace: "AWS/Lambda", dimensions: { FunctionName: name } } as const;
    const common = { periodSeconds: 300, periods: 1, treatMissingData: "notBreaching" } as const;
    return [
        {
            ...common,
            ...errors,
            key: `${key}-errors`,
            metric: { ...metric, name: "Errors", statistic: "Sum" },
            comparisonOperator: "GreaterThanOrEqualToThreshold",
            threshold: 1,
        },
        {
            ...common,
            key: `${key}-throttles`,
            section: "function-throttles",
            meaning: `Lambda has refused to run ${name}: too many invocations at once.`,
            metric: { ...metric, name: "Throttles", statistic: "Sum" },
            comparisonOperator: "GreaterThanOrEqualToThreshold",
            threshold: 1,
        },
        {
            ...common,
            key: `${key}-duration`,
            section: "function-duration",
            meaning: `${name} has taken more than ${durationPercent} % of its ${timeoutSeconds} seconds.`,
            metric: { ...metric, name: "Duration", statistic: "Maximum" },
            comparisonOperator: "GreaterThanThreshold",
            threshold: timeoutSeconds * 10 * durationPercent,
        },
    ];
}
