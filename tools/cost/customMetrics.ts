import type { RegisteredResource } from "../../offline/registeredResource";
import { toRecord } from "../../offline/toRecord";
import { listInput, refuse, textInput } from "./inputs";

/**
 * The number of custom metrics that a resource is the first to name. A metric is charged once, independently of its
 * writers (a filter, or a function through its log) and readers. Each combination of dimensions is a separate metric.
 */
export function customMetricsFirstNamedBy(
    resource: RegisteredResource,
    resources: readonly RegisteredResource[],
): number {
    const before = new Set(resources.slice(0, resources.indexOf(resource)).flatMap(metricsOf));
    return new Set(metricsOf(resource).filter((metric) => !before.has(metric))).size;
}

/** The custom metrics that a resource names: metrics whose namespace is not AWS's own. */
function metricsOf(resource: RegisteredResource): string[] {
    return (named[resource.type]?.(resource) ?? [])
        .filter(([namespace = ""]) => !namespace.startsWith("AWS/"))
        .map((parts) => parts.join(" "));
}

const named: Readonly<Record<string, (resource: RegisteredResource) => string[][]>> = {
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": ({ inputs }) => [
        metricParts(toRecord(inputs.metricTransformation), "name"),
    ],
    "aws:cloudwatch/metricAlarm:MetricAlarm": (alarm) =>
        alarm.inputs.metricName === undefined
            ? listInput(alarm, "metricQueries")
                  .map((query) => toRecord(toRecord(query).metric))
                  .filter(({ metricName }) => metricName !== undefined)
                  .map((metric) => metricParts(metric, "metricName"))
            : [metricParts(alarm.inputs, "metricName")],
    "aws:cloudwatch/dashboard:Dashboard": dashboardMetrics,
};

function metricParts(metric: Readonly<Record<string, unknown>>, nameKey: string): string[] {
    const dimensions = Object.entries(toRecord(metric.dimensions)).sort(([a], [b]) => a.localeCompare(b, "en"));
    return [String(metric.namespace), String(metric[nameKey]), ...dimensions.flat().map(String)];
}

/**
 * A line of a graph is a list: namespace, name, each dimension's name and value, and drawing options.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
function dashboardMetrics(dashboard: RegisteredResource): string[][] {
    const { widgets } = toRecord(JSON.parse(textInput(dashboard, "dashboardBody")));
    const lines = (Array.isArray(widgets) ? widgets : []).flatMap((widget): unknown[] => {
        const { metrics } = toRecord(toRecord(widget).properties);
        return Array.isArray(metrics) ? metrics : [];
    });
    return lines.flatMap((line) => {
        const parts = (Array.isArray(line) ? line : []).filter((part) => typeof part === "string");
        if (parts.some((part) => /^\.+$/.test(part))) {
            refuse(dashboard, "dashboardBody", "repeats parts of a metric as dots; write them out");
        }
        const [namespace, name, ...dimensions] = parts;
        return namespace === undefined || name === undefined ? [] : [[namespace, name, ...dimensions]];
    });
}
