import assert from "node:assert/strict";
import { dashboardProblems } from "./dashboardProblems";

const heading = { type: "text", x: 0, y: 0, width: 24, height: 1, properties: { markdown: "## Is it up?" } };
const line = ["AWS/EC2", "CPUUtilization", "InstanceId", "i-012345", { stat: "Maximum" }];
const graph = { region: "us-east-1", metrics: [line] };
const alarm = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu";
const alarms = { alarms: [alarm] };
const query = "SOURCE '/aws/lambda/a' | SOURCE 'b' | filter @message like /x/";
const log = { region: "us-east-1", query };

const metric = (changes: object) => ({ type: "metric", properties: { ...graph, ...changes } });
const several = (count: number, make: (index: number) => object) =>
    Array.from({ length: count }, (_, index) => make(index));

const good: readonly (readonly object[])[] = [
    [],
    [heading, { type: "metric", x: 0, y: 1, width: 24, height: 1000, properties: graph }],
    [
        metric({
            metrics: [line, [".", ".", ".", "i-2"], [{ expression: "SUM(METRICS())", id: "e1" }], ["own", "count"]],
        }),
    ],
    [
        metric({
            view: "gauge",
            yAxis: { left: { min: 0, max: 100 } },
            period: 300,
            stat: "p99.9",
            legend: { position: "hidden" },
        }),
    ],
    [metric({ annotations: { horizontal: [{ value: 0.5, label: "Alarm", fill: "above", color: "#9467bd" }] } })],
    [metric({ annotations: { vertical: [{ value: "2026-08-28T15:25:26Z", fill: "after" }] } })],
    [{ type: "metric", properties: { region: "us-east-1", annotations: alarms } }],
    [{ type: "log", properties: { ...log, title: "Errors", view: "table" } }],
    [{ type: "alarm", properties: { ...alarms, sortBy: "timestamp", states: ["ALARM"] } }],
    several(500, () => ({ type: "text", properties: { markdown: "x" } })),
];

const bad: readonly [what: string, widgets: readonly object[], ...problems: string[]][] = [
    [
        "a type that is none",
        [{ ...heading, type: "chart" }],
        "type: is none of text, metric, log, alarm",
        "properties: are of no known type",
    ],
    ["a widget without properties", [{ type: "text" }], "properties: is missing"],
    ["a text without words", [{ type: "text", properties: {} }], "properties.markdown: is missing"],
    [
        "another background",
        [{ type: "text", properties: { markdown: "x", background: "red" } }],
        "properties.background: is none of solid, transparent",
    ],
    ["a widget beyond the grid", [{ ...heading, x: 1 }], ": is wider than the grid"],
    [
        "a column that is none",
        [{ ...heading, x: 24, width: 1 }],
        "x: is no whole number from 0 to 23",
        ": is wider than the grid",
    ],
    ["a widget of no height", [{ ...heading, height: 0 }], "height: is no whole number from 1 to 1000"],
    ["a place of one coordinate", [{ type: "text", x: 1, properties: { markdown: "x" } }], ": has only one of x and y"],
    ["a member that is none", [{ ...heading, z: 1 }], "z: is no member"],
    [
        "a graph without a region",
        [{ type: "metric", properties: { metrics: [line] } }],
        "properties.region: is missing",
    ],
    [
        "a graph of nothing",
        [{ type: "metric", properties: { region: "us-east-1" } }],
        "properties: needs either metrics or an alarm",
    ],
    [
        "a graph of an alarm and metrics",
        [metric({ annotations: alarms })],
        "properties: needs either metrics or an alarm",
    ],
    ["a period of half a minute", [metric({ period: 30 })], "properties.period: is no multiple of 60"],
    [
        "a view that is none",
        [metric({ view: "line" })],
        "properties.view: is none of timeSeries, singleValue, gauge, bar, pie",
    ],
    ["a gauge without an end", [metric({ view: "gauge" })], "properties: is a gauge without min and max"],
    [
        "a metric without a name",
        [metric({ metrics: [["AWS/EC2"]] })],
        "properties.metrics[0]: has no namespace and name",
        "properties.metrics[0]: has a dimension without a value",
    ],
    [
        "a dimension without a value",
        [metric({ metrics: [["a", "b", "c"]] })],
        "properties.metrics[0]: has a dimension without a value",
    ],
    [
        "a repetition of nothing",
        [metric({ metrics: [[".", "b"]] })],
        "properties.metrics: repeats a line that is not there",
    ],
    [
        "a statistic that is none",
        [metric({ metrics: [["a", "b", { stat: "Mean" }]] })],
        "properties.metrics[0][2].stat: is no statistic",
    ],
    ["too many metrics", [metric({ metrics: several(501, () => line) })], "properties.metrics: is no list of 0 to 500"],
    [
        "an annotation without a value",
        [metric({ annotations: { horizontal: [{ label: "x" }] } })],
        "properties.annotations.horizontal[0].value: is missing",
    ],
    [
        "a query of no group",
        [{ type: "log", properties: { ...log, query: "filter x = 1" } }],
        "properties.query: does not begin with SOURCE 'a log group' |",
    ],
    ["a query without a region", [{ type: "log", properties: { query } }], "properties.region: is missing"],
    ["no alarm at all", [{ type: "alarm", properties: { alarms: [] } }], "properties.alarms: is no list of 1 to 100"],
    [
        "too many alarms",
        [{ type: "alarm", properties: { alarms: several(101, () => [alarm]) } }],
        "properties.alarms: is no list of 1 to 100",
    ],
    [
        "an alarm's name",
        [{ type: "alarm", properties: { alarms: ["cpu"] } }],
        "properties.alarms[0]: is no alarm's ARN",
    ],
];

describe("the rules of dashboards", () => {
    for (const [index, widgets] of good.entries()) {
        it(`take the good dashboard ${index + 1}`, () => {
            const problems = dashboardProblems(JSON.stringify({ widgets, start: "-PT3H", periodOverride: "inherit" }));

            assert.deepEqual(problems, []);
        });
    }

    for (const [what, widgets, ...expected] of bad) {
        it(`refuse ${what}`, () => {
            const problems = dashboardProblems(JSON.stringify({ widgets }));

            assert.deepEqual(
                problems,
                expected.map((problem) => `body.widgets[0]${problem.startsWith(":") ? "" : "."}${problem}`),
            );
        });
    }

    it("refuse overlapping widgets, and more than 500 widgets", () => {
        const overlapping = { widgets: [heading, { ...heading, x: 23, y: 0, width: 1, height: 6 }] };
        const many = { widgets: several(501, () => ({ type: "text", properties: { markdown: "x" } })) };

        const problems = [{}, overlapping, many].map((each) => dashboardProblems(JSON.stringify(each)));

        assert.deepEqual(problems, [
            ["body.widgets: is missing"],
            ["body.widgets: two overlap"],
            ["body.widgets: is no list of 0 to 500"],
        ]);
    });
});
