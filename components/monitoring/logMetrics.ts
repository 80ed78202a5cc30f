import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition } from "./alarm";

/** From when on the log's alarms speak: a number in five minutes. */
export interface LogThresholds {
    /** Refused log-ins. */
    readonly authenticationFailures: number;
    /** Other fatal errors of PostgreSQL. */
    readonly fatalErrors: number;
}

/**
 * What is counted in PostgreSQL's log, by the severity that follows RDS's prefix: statements may speak of errors too. A
 * pattern with `?` takes any of its texts, one with `-` none of them, and the
 * two do not mix: hence two filters for one metric.
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
        // A rotation, a failover or an administrator ends sessions by such an error; that is no failure.
        pattern:
            '"]:FATAL:" -"authentication failed" -"no pg_hba.conf entry" -"FATAL:  terminating" -"FATAL:  the database system is"',
    },
    { name: "panics", metric: "FatalErrors", pattern: '"]:PANIC:"' },
] as const;

/** Counts refused log-ins and fatal errors in PostgreSQL's log. */
export function logMetricFilters(
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

/** The alarms on what is counted. A log without a line has no value: nothing has happened. */
export function logAlarms(namespace: string, thresholds: LogThresholds): AlarmDefinition[] {
    const { authenticationFailures, fatalErrors } = thresholds;
    const common = { speaks: "from", periodSeconds: 300, periods: 1, missing: "notBreaching" } as const;
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
