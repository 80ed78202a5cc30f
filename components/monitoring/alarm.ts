import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** The metric of an alarm, or an expression over it. */
export interface AlarmMetric {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
    readonly statistic: "Average" | "Maximum" | "Minimum" | "SampleCount" | "Sum";
    /** An expression over the metric, whose id is `metric`. @default the metric itself */
    readonly expression?: string;
}

/** An alarm and its meaning for the engineer on call. */
export interface AlarmDefinition {
    /** The last part of the alarm's name. */
    readonly key: string;
    /** The runbook's section. */
    readonly section: string;
    /** The meaning of the alarm, as a sentence. */
    readonly meaning: string;
    readonly metric: AlarmMetric;
    readonly comparisonOperator: "GreaterThanOrEqualToThreshold" | "GreaterThanThreshold" | "LessThanThreshold";
    readonly threshold: number;
    /** The period of a value, in seconds: a multiple of 60. */
    readonly periodSeconds: number;
    /** Consecutive breaching periods before the alarm goes off. */
    readonly periods: number;
    /**
     * How CloudWatch treats a period without a value. `notBreaching`: nothing happened. `breaching`: the missing value
     * is the failure. `missing`: the state is unknown, and other alarms report the cause. `ignore`: the state stays.
     */
    readonly treatMissingData: "breaching" | "ignore" | "missing" | "notBreaching";
    /** Whether the alarm sends messages itself. An alarm of a composite alarm leaves them to it. @default true */
    readonly actionsEnabled?: boolean;
}

/** A quarter of an hour, so that a short peak raises no alarm. */
export const sustained = { periodSeconds: 300, periods: 3 } as const;

/** The common arguments of a stack's alarms. */
export interface AlarmContext {
    /** The prefix of the alarms' names: `<identifier>-<key>`. */
    readonly identifier: string;
    readonly topic: aws.sns.Topic;
    readonly runbookUrl: string;
    readonly parent: pulumi.Resource;
}

/**
 * Creates an alarm that sends a message to the topic when it goes off and when it ends.
 *
 * @param name prefix of its logical name.
 */
export function createMetricAlarm(
    name: string,
    alarm: AlarmDefinition,
    context: AlarmContext,
): aws.cloudwatch.MetricAlarm {
    const actions = alarm.actionsEnabled === false ? [] : [context.topic.arn];
    return new aws.cloudwatch.MetricAlarm(
        `${name}-${alarm.key}`,
        {
            name: `${context.identifier}-${alarm.key}`,
            alarmDescription: describe(alarm, context),
            ...metricArgs(alarm),
            comparisonOperator: alarm.comparisonOperator,
            threshold: alarm.threshold,
            evaluationPeriods: alarm.periods,
            datapointsToAlarm: alarm.periods,
            treatMissingData: alarm.treatMissingData,
            alarmActions: actions,
            okActions: actions,
        },
        { parent: context.parent },
    );
}

/** The alarm's description: its meaning, and a link to the runbook. */
export function describe(
    { meaning, section }: Pick<AlarmDefinition, "meaning" | "section">,
    { runbookUrl }: Pick<AlarmContext, "runbookUrl">,
): string {
    return `${meaning} Runbook: ${runbookUrl}#${section}`;
}

/** CloudWatch accepts either a metric or queries. */
function metricArgs({ metric, periodSeconds }: AlarmDefinition) {
    const { namespace, name, dimensions, statistic, expression } = metric;
    if (expression === undefined) {
        return { namespace, metricName: name, dimensions, statistic, period: periodSeconds };
    }
    const watched = { namespace, metricName: name, dimensions, stat: statistic, period: periodSeconds };
    return {
        metricQueries: [
            { id: "metric", metric: watched },
            { id: "result", expression, label: expression, returnData: true },
        ],
    };
}
