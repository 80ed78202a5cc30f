/** Namespace and time of metrics, and the invocation that they belong to. */
export interface MetricsContext {
    /** CloudWatch's namespace. */
    readonly namespace: string;
    /** Milliseconds since 1970. */
    readonly timestamp: number;
    readonly requestId: string;
}

/**
 * Returns metrics in CloudWatch's embedded metric format, without a dimension, with details for the engineer who handles
 * an alarm.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * Write the object as a line to standard output. If the function's log format is JSON, `console.log` puts its argument
 * under `message`, where CloudWatch finds no metrics:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Libraries.html,
 * https://github.com/aws-powertools/powertools-lambda-typescript/pull/1786. Lambda does not
 * change a line that is JSON already. One without a `level` counts as INFO, so the log level must include INFO:
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export function embeddedMetrics(
    metrics: Readonly<Record<string, number>>,
    details: object,
    { namespace, timestamp, requestId }: MetricsContext,
): object {
    return {
        _aws: {
            Timestamp: timestamp,
            CloudWatchMetrics: [
                {
                    Namespace: namespace,
                    // One empty set of dimensions: without any set there would be no metric.
                    Dimensions: [[]],
                    Metrics: Object.keys(metrics).map((name) => ({ Name: name, Unit: "None" })),
                },
            ],
        },
        ...metrics,
        requestId,
        ...details,
    };
}
