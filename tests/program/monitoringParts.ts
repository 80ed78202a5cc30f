import assert from "node:assert/strict";
import type { ProgramRun } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import type { Metric } from "../components/monitoring/publishedMetrics";
import { ofKind, one, output } from "./resources";

/** An alarm's metric, condition and actions: all of its inputs except the tags. */
export interface Alarm {
    readonly key: string;
    readonly metric: Metric;
    /** For instance `Average > 80 in 3 x 300 s`. */
    readonly condition: string;
    readonly threshold: number;
    readonly missing: string;
    /** The topics that get a message when it goes off and when it ends. */
    readonly tells: readonly string[];
    readonly description: string;
}

const operators: Readonly<Record<string, string>> = {
    GreaterThanThreshold: ">",
    GreaterThanOrEqualToThreshold: ">=",
    LessThanThreshold: "<",
};

/** The alarms of a stack on metrics, in the order of their keys. */
export function alarmsOf(run: ProgramRun, identifier: string): Alarm[] {
    return ofKind(run, "MetricAlarm").map(({ name, inputs }) => {
        const { name: alarmName, alarmDescription, tags, alarmActions, okActions, ...judged } = inputs;
        const { comparisonOperator, threshold, evaluationPeriods, datapointsToAlarm, treatMissingData, ...watched } =
            judged;
        const { metric, statistic, period } = watchedMetric(watched);
        const key = name.replace(/^monitoring-/, "");
        assert.equal(alarmName, `${identifier}-${key}`);
        assert.equal(datapointsToAlarm, evaluationPeriods);
        assert.deepEqual(okActions, alarmActions);
        assert.ok(tags !== undefined);
        const operator = operators[String(comparisonOperator)] ?? "";
        return {
            key,
            metric,
            condition: `${statistic} ${operator} ${String(threshold)} in ${String(evaluationPeriods)} x ${period} s`,
            threshold: Number(threshold),
            missing: String(treatMissingData),
            tells: Array.isArray(alarmActions) ? alarmActions.map(String) : [],
            description: String(alarmDescription),
        };
    });
}

/** The metric and its statistic, or the expression over it where `metric` stands for both. */
function watchedMetric(inputs: Readonly<Record<string, unknown>>) {
    const { metricQueries, ...plain } = inputs;
    if (metricQueries === undefined) {
        const { namespace, metricName, dimensions, statistic, period, ...others } = plain;
        assert.deepEqual(others, {});
        return {
            metric: metricOf(namespace, metricName, dimensions),
            statistic: String(statistic),
            period: Number(period),
        };
    }
    assert.deepEqual(plain, {});
    assert.ok(Array.isArray(metricQueries) && metricQueries.length === 2);
    const [source, result] = metricQueries.map(toRecord);
    const { namespace, metricName, dimensions, stat, period, ...others } = toRecord(source?.metric);
    const { expression, label, ...rest } = { ...result };
    assert.deepEqual([source?.id, others, rest], ["metric", {}, { id: "result", returnData: true }]);
    assert.equal(label, expression);
    return {
        metric: metricOf(namespace, metricName, dimensions),
        statistic: String(expression).replace("metric", String(stat)),
        period: Number(period),
    };
}

/** A dashboard's graphs: the title, and each line's metric, dimensions, statistic, and period where it has its own. */
export function graphTexts(run: ProgramRun): (readonly string[])[] {
    return dashboardWidgets(run)
        .filter(({ type }) => type === "metric")
        .map(({ properties }) => {
            const { title, metrics } = toRecord(properties);
            const lines = (Array.isArray(metrics) ? metrics : []).map((line: unknown) => {
                const parts: unknown[] = Array.isArray(line) ? line.slice(1) : [];
                const { stat, period } = toRecord(parts.at(-1));
                const own = typeof period === "number" ? [`in ${period} s`] : [];
                return [...parts.slice(0, -1), stat, ...own].join(" ");
            });
            return [String(title), ...lines];
        });
}

/** The metrics of a dashboard's graphs, each with the part of the graph that says how it is drawn left out. */
export function graphMetrics(run: ProgramRun): Metric[] {
    return dashboardWidgets(run)
        .filter(({ type }) => type === "metric")
        .flatMap(({ properties }) => {
            const { metrics } = toRecord(properties);
            assert.ok(Array.isArray(metrics));
            return metrics.map((line: unknown) => {
                const [namespace, name, ...dimensions] = (Array.isArray(line) ? line : []).filter(
                    (part) => typeof part === "string",
                );
                const pairs = dimensions.flatMap((each, index) =>
                    index % 2 === 0 ? [[each, dimensions[index + 1]]] : [],
                );
                return metricOf(namespace, name, Object.fromEntries(pairs));
            });
        });
}

/** The widgets of a stack's dashboard. */
export function dashboardWidgets(run: ProgramRun): Record<string, unknown>[] {
    const body: unknown = JSON.parse(output(one(run, "Dashboard"), "dashboardBody"));
    const { widgets } = toRecord(body);
    assert.ok(Array.isArray(widgets));
    return widgets.map(toRecord);
}

function metricOf(namespace: unknown, name: unknown, dimensions: unknown): Metric {
    const texts = Object.entries(toRecord(dimensions)).map(([key, value]): [string, string] => [key, String(value)]);
    return { namespace: String(namespace), name: String(name), dimensions: Object.fromEntries(texts) };
}
