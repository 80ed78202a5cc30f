import type { AnswerError, PasswordAgeAnswer } from "./answer";

/** What the metrics say of an answer to a health check: one that failed before it knew the ages has none. */
interface HealthAnswer extends Partial<PasswordAgeAnswer> {
    readonly ok: boolean;
    readonly error?: AnswerError;
}

/** Where the metrics belong. */
export interface MetricsContext {
    /** CloudWatch's namespace. */
    readonly namespace: string;
    /** Milliseconds since 1970. */
    readonly timestamp: number;
    readonly requestId: string;
}

/**
 * A health check as CloudWatch's embedded metric format has it: the metrics `Healthy` (1 or 0) and `PasswordAgeDays` (of
 * the oldest password), without a dimension, and beside them what an engineer looks for when one of them alarms.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * The object has to be a line of standard output. What is given to `console.log` arrives below `message` where a
 * function's log is JSON, and CloudWatch then finds no metric in it:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Libraries.html,
 * https://github.com/aws-powertools/powertools-lambda-typescript/pull/1786. A line that is JSON already stays as it is;
 * one without a `level` counts as INFO, so a function that logs warnings alone would have no metrics:
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export function healthMetrics(
    { ok, error, passwordAgeDays, passwordAgeError }: HealthAnswer,
    { namespace, timestamp, requestId }: MetricsContext,
): object {
    const oldest = oldestOf(Object.values(passwordAgeDays ?? {}));
    const metrics = { Healthy: ok ? 1 : 0, ...(oldest !== undefined && { PasswordAgeDays: oldest }) };
    return {
        _aws: {
            Timestamp: timestamp,
            CloudWatchMetrics: [
                {
                    Namespace: namespace,
                    // One set of no dimensions: without any set there would be no metric.
                    Dimensions: [[]],
                    Metrics: Object.keys(metrics).map((name) => ({ Name: name, Unit: "None" })),
                },
            ],
        },
        ...metrics,
        requestId,
        code: error?.code ?? null,
        ageDays: passwordAgeDays ?? null,
        ageCode: passwordAgeError?.code ?? null,
    };
}

/** Undefined where one is not known: it may be the oldest, and an alarm must not end because of that. */
function oldestOf(ages: readonly (number | null)[]): number | undefined {
    const known = ages.filter((age) => age !== null);
    return known.length === 0 || known.length < ages.length ? undefined : Math.max(...known);
}
