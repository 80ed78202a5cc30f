import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What an alarm looks at: one metric, or an expression over some. */
export interface AlarmMetric {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
    readonly statistic: "Average" | "Maximum" | "Minimum" | "SampleCount" | "Sum";
    /** An expression over the metric, which it calls `metric`. Default: the metric itself. */
    readonly expression?: string;
}

/** An alarm, as the on-call engineer thinks of it. */
export interface AlarmDefinition {
    /** The last part of the alarm's name. */
    readonly key: string;
    /** The runbook's section. */
    readonly section: string;
    /** What it means that the alarm speaks, as a sentence. */
    readonly meaning: string;
    readonly metric: AlarmMetric;
    /** Speaks where the metric is above, from, or below the threshold on. */
    readonly speaks: "above" | "from" | "below";
    readonly threshold: number;
    /** One value is taken of so many seconds: a multiple of 60. */
    readonly periodSeconds: number;
    /** So many values in a row have to be on the wrong side. */
    readonly periods: number;
    /**
     * What it means that there is no value. `notBreaching`: nothing happened. `breaching`: that is the failure itself.
     * `missing`: nobody knows, and other alarms tell why. `ignore`: what was last known still holds.
     */
    readonly missing: "breaching" | "ignore" | "missing" | "notBreaching";
    /** Whether it tells nobody itself, being a part of a composite alarm. Default: false. */
    readonly silent?: boolean;
}

/** What the alarms of a stack have in common. */
export interface AlarmContext {
    /** Alarms are called `<identifier>-<key>`. */
    readonly identifier: string;
    readonly topic: aws.sns.Topic;
    readonly runbookUrl: string;
    readonly parent: pulumi.Resource;
}

/**
 * Makes an alarm, which tells the topic when it speaks and when it is over.
 *
 * @param name prefix of its logical name.
 */
export function metricAlarm(name: string, alarm: AlarmDefinition, context: AlarmContext): aws.cloudwatch.MetricAlarm {
    const actions = alarm.silent === true ? [] : [context.topic.arn];
    return new aws.cloudwatch.MetricAlarm(
        `${name}-${alarm.key}`,
        {
            name: `${context.identifier}-${alarm.key}`,
            alarmDescription: describe(alarm, context),
            ...metricArgs(alarm),
            comparisonOperator: operators[alarm.speaks],
            threshold: alarm.threshold,
            evaluationPeriods: alarm.periods,
            datapointsToAlarm: alarm.periods,
            treatMissingData: alarm.missing,
            alarmActions: actions,
            okActions: actions,
        },
        { parent: context.parent },
    );
}

/** The text that reaches a person: what it means, and where to read what to do. */
export function describe(
    { meaning, section }: Pick<AlarmDefinition, "meaning" | "section">,
    { runbookUrl }: Pick<AlarmContext, "runbookUrl">,
): string {
    return `${meaning} Runbook: ${runbookUrl}#${section}`;
}

const operators = {
    above: "GreaterThanThreshold",
    from: "GreaterThanOrEqualToThreshold",
    below: "LessThanThreshold",
} as const;

/** CloudWatch takes either the metric or queries. */
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
