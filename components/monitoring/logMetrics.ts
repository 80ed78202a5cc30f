import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition } from "./alarm";
import type { MonitoringThresholds } from "./monitoringArgs";

/**
 * The filter patterns for PostgreSQL's log. They match the severity after RDS's prefix, because a statement can contain
 * the word "error" too. A pattern with `?` matches any of its texts, a pattern with `-` excludes its texts, and one
 * pattern cannot have both. So one metric needs two filters.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
const filters = [
    {
        name: "authentication-failures",
        metric: "AuthenticationFailures",
        pattern:
            '?"]:FATAL:  password authentication failed" ?"]:FATAL:  PAM authentication failed" ?"]:FATAL:  no pg_hba.conf entry"',
    },
    {
        name: "fatal-errors",
        metric: "FatalErrors",
        // A rotation, a failover or an administrator ends sessions with such an error, which is not a failure.
        pattern:
            '"]:FATAL:" -"authentication failed" -"no pg_hba.conf entry" -"FATAL:  terminating" -"FATAL:  the database system is"',
    },
    { name: "panics", metric: "FatalErrors", pattern: '"]:PANIC:"' },
] as const;

/** Creates the metrics of refused logins and fatal errors in PostgreSQL's log. */
export function createLogMetricFilters(
    name: string,
    logGroupName: pulumi.Input<string>,
    namespace: string,
    parent: pulumi.Resource,
): aws.cloudwatch.LogMetricFilter[] {
    return filters.map(
        (filter) =>
            new aws.cloudwatch.LogMetricFilter(
                `${name}-${filter.name}`,
                {
                    logGroupName,
                    pattern: filter.pattern,
                    metricTransformation: { namespace, name: filter.metric, value: "1", defaultValue: "0" },
                },
                { parent },
            ),
    );
}

/** The alarms on these metrics. A period without a log event has no value, and is not a failure. */
export function logAlarms(
    namespace: string,
    { authenticationFailures, fatalErrors }: MonitoringThresholds,
): AlarmDefinition[] {
    const common = {
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        periodSeconds: 300,
        periods: 1,
        treatMissingData: "notBreaching",
    } as const;
    const metric = (name: string) => ({ namespace, name, dimensions: {}, statistic: "Sum" }) as const;
    return [
        {
            ...common,
            key: "authentication-failures",
            section: "authentication-failures",
            meaning: `PostgreSQL has refused ${authenticationFailures} log-ins or more in five minutes.`,
            metric: metric("AuthenticationFailures"),
            threshold: authenticationFailures,
        },
        {
            ...common,
            key: "fatal-errors",
            section: "fatal-errors",
            meaning: `PostgreSQL has logged ${fatalErrors} fatal errors or more in five minutes.`,
            metric: metric("FatalErrors"),
            threshold: fatalErrors,
        },
    ];
}
